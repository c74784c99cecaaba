import Synchronization

/// A list (or what Python makes of one) that is shared by every value that holds it.
package final class JinjaList: Sendable {
    /// What Python would call it; all behave as lists, the text differs and only `list` and `set` can be changed.
    package enum Kind: Sendable, Hashable {
        case list, tuple, set, dictKeys, dictValues, dictItems
        case range(from: Int64, to: Int64, step: Int64)
    }

    package let kind: Kind
    private let storage: Mutex<[JinjaValue]>

    package init(_ elements: [JinjaValue] = [], kind: Kind = .list) {
        self.kind = kind
        storage = Mutex(elements)
    }

    /// A copy of the elements.
    package var elements: [JinjaValue] { storage.withLock { $0 } }

    package var count: Int { storage.withLock { $0.count } }

    /// Changes the elements in place. `change` must not touch this list by another way.
    package func change<Result: Sendable>(_ change: (inout [JinjaValue]) throws -> Result) rethrows -> Result {
        try storage.withLock { elements throws -> Result in try change(&elements) }
    }

    package func append(_ value: JinjaValue) { storage.withLock { $0.append(value) } }

    func takeContents() -> [JinjaValue] {
        storage.withLock { elements in
            defer { elements = [] }
            return elements
        }
    }

    // Nested lists would be released one inside the other, and a template can nest them deeper than any stack.
    deinit { storage.withLock { ValueRelease.release(&$0) } }
}

// How the layers above read a tree: by key, without caring how a value was spelled.

/// Anything that holds items: a file or a block.
package protocol LookMLScope: Sendable {
    var items: [LookMLItem] { get }
}

extension LookMLDocument: LookMLScope {}
extension LookMLBlock: LookMLScope {}

extension LookMLScope {
    /// All items with this key, in order.
    package func items(_ key: String) -> [LookMLItem] { items.filter { $0.name == key } }

    /// The item with this key that counts: the last one.
    package func item(_ key: String) -> LookMLItem? { lastIndex(of: key).map { items[$0] } }

    /// The text of a literal, string or expression.
    package func text(_ key: String) -> String? {
        guard let index = lastIndex(of: key) else { return nil }
        switch items[index].value {
        case .literal(let token), .string(let token), .expression(let token, _): return token.value
        case .block, .list: return nil
        }
    }

    /// The token of a scalar parameter.
    package func token(_ key: String) -> LookMLToken? { lastIndex(of: key).flatMap { items[$0].value.token } }

    /// Where the item stands that counts. Every parameter of every field is looked up, most of them in vain: the lengths
    /// tell most keys apart. Keys are ASCII, for which equal texts have equal bytes.
    private func lastIndex(of key: String) -> Int? {
        let items = items
        let length = key.utf8.count
        var index = items.count
        while index > 0 {
            index -= 1
            let name = items[index].name
            if name.utf8.count == length, name == key { return index }
        }
        return nil
    }

    /// `yes`/`no`, with `true`/`false` accepted.
    package func flag(_ key: String) -> Bool? {
        guard let text = text(key) else { return nil }
        switch text {
        case "yes": return true
        case "no": return false
        default:
            switch text.lowercased() {
            case "yes", "true": return true
            case "no", "false": return false
            default: return nil
            }
        }
    }

    /// The blocks with this key, with the item that each stands in.
    package func blocks(_ key: String) -> [(item: LookMLItem, block: LookMLBlock)] {
        items(key).compactMap { item in
            if case .block(let block) = item.value { (item, block) } else { nil }
        }
    }

    /// The elements of a list, or the one value written without brackets; `nil` when the key is absent.
    package func strings(_ key: String) -> [LookMLToken]? {
        guard let index = lastIndex(of: key) else { return nil }
        switch items[index].value {
        case .list(let list):
            return list.elements.compactMap { element in
                switch element.content {
                case .literal(let token), .string(let token): token
                case .pair: nil
                }
            }
        case .literal(let token), .string(let token), .expression(let token, _): return [token]
        case .block: return []
        }
    }
}

extension LookMLValue {
    /// The token of a scalar value.
    package var token: LookMLToken? {
        switch self {
        case .literal(let token), .string(let token), .expression(let token, _): token
        case .block, .list: nil
        }
    }
}

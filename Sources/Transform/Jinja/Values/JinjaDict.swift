import Synchronization

/// A dict in the order of insertion, shared by every value that holds it.
package final class JinjaDict: Sendable {
    package typealias Entry = (key: JinjaValue, value: JinjaValue)

    private struct Storage: Sendable {
        var positions: [JinjaKey: Int] = [:]
        var entries: [Entry] = []
    }

    private let storage: Mutex<Storage>

    package init() { storage = Mutex(Storage()) }

    package init(_ entries: [Entry]) throws(JinjaError) {
        storage = Mutex(Storage())
        for entry in entries { try set(entry.key, to: entry.value) }
    }

    /// A copy of the entries.
    package var entries: [Entry] { storage.withLock { $0.entries } }

    package var count: Int { storage.withLock { $0.entries.count } }

    /// The value of a text key.
    package subscript(key: String) -> JinjaValue? {
        get { value(of: JinjaKey(text: key)) }
        set {
            let name = JinjaKey(text: key)
            if let newValue { put(name, .string(key), newValue) } else { _ = remove(name) }
        }
    }

    /// The value of a key; an error if the key is a list or dict.
    package func value(_ key: JinjaValue) throws(JinjaError) -> JinjaValue? { value(of: try JinjaKey(key)) }

    /// Sets the value of a key; an error if the key is a list or dict.
    package func set(_ key: JinjaValue, to value: JinjaValue) throws(JinjaError) { put(try JinjaKey(key), key, value) }

    /// Removes a key, and gives its value.
    package func removeValue(_ key: JinjaValue) throws(JinjaError) -> JinjaValue? { remove(try JinjaKey(key)) }

    private func value(of key: JinjaKey) -> JinjaValue? {
        storage.withLock { storage in storage.positions[key].map { storage.entries[$0].value } }
    }

    private func put(_ name: JinjaKey, _ key: JinjaValue, _ value: JinjaValue) {
        storage.withLock { storage in
            if let position = storage.positions[name] {
                storage.entries[position].value = value
            } else {
                storage.positions[name] = storage.entries.count
                storage.entries.append((key, value))
            }
        }
    }

    private func remove(_ key: JinjaKey) -> JinjaValue? {
        storage.withLock { storage in
            guard let position = storage.positions.removeValue(forKey: key) else { return nil }
            let removed = storage.entries.remove(at: position)
            if position < storage.entries.count {
                for (name, other) in storage.positions where other > position { storage.positions[name] = other - 1 }
            }
            return removed.value
        }
    }

    func takeContents() -> [JinjaValue] {
        storage.withLock { storage in
            defer { storage = Storage() }
            return storage.entries.flatMap { [$0.key, $0.value] }
        }
    }

    // See JinjaList.
    deinit {
        storage.withLock { storage in
            guard storage.entries.contains(where: { $0.value.isContainer || $0.key.isContainer }) else { return }
            var contents = storage.entries.flatMap { [$0.key, $0.value] }
            storage = Storage()
            ValueRelease.release(&contents)
        }
    }
}

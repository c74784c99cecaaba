/// What a macro and all macros that it calls do.
struct MacroReach: Sendable {
    /// The macro itself and every other one, by name.
    var macros: Set<NodeID> = []
    var references: [NodeReference] = []
    /// Whether only rendering tells what is read or set.
    var isComputed = false
}

extension MacroLibrary {
    /// The macros that a text of `package` calls directly.
    func called(by reading: StaticReading, from package: String) -> [Entry] {
        var found: [NodeID: Entry] = [:]
        for path in reading.calls {
            switch path.count {
            case 1: if let entry = find(path[0], from: package) { found[entry.id] = entry }
            case 2: if let entry = entry(path[1], package: path[0]) { found[entry.id] = entry }
            default: break
            }
        }
        for (name, namespace) in reading.dispatched {
            if let entry = dispatched(name, namespace: namespace, from: package) { found[entry.id] = entry }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// Follows the calls of every macro to their end.
    func reach(_ readings: [NodeID: (package: String, reading: StaticReading)]) -> [NodeID: MacroReach] {
        var direct: [NodeID: [NodeID]] = [:]
        for (id, macro) in readings { direct[id] = called(by: macro.reading, from: macro.package).map(\.id) }
        var all: [NodeID: MacroReach] = [:]
        for id in readings.keys {
            var reach = MacroReach()
            var waiting = [id]
            while let next = waiting.popLast() {
                guard reach.macros.insert(next).inserted, let reading = readings[next]?.reading else { continue }
                reach.references += reading.references
                if reading.isComputed || reading.usesConfig { reach.isComputed = true }
                waiting += direct[next] ?? []
            }
            reach.references.sort { $0.position < $1.position }
            all[id] = reach
        }
        return all
    }
}

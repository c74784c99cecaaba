import Synchronization

/// `loop` inside of a `{% for %}`.
struct LoopObject: JinjaObject {
    let elements: [JinjaValue]
    let index: Int
    let changes: LoopChanges

    var jinjaTypeName: String { "loop" }
    var jinjaText: String { "<loop \(index + 1)/\(elements.count)>" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "index": return .int(Int64(index + 1))
        case "index0": return .int(Int64(index))
        case "revindex": return .int(Int64(elements.count - index))
        case "revindex0": return .int(Int64(elements.count - index - 1))
        case "first": return .bool(index == 0)
        case "last": return .bool(index == elements.count - 1)
        case "length": return .int(Int64(elements.count))
        case "depth": return 1
        case "depth0": return 0
        case "previtem": return index > 0 ? elements[index - 1] : .undefined(hint: "the first element has no previtem")
        case "nextitem":
            return index + 1 < elements.count
                ? elements[index + 1] : .undefined(hint: "the last element has no nextitem")
        case "cycle":
            let index = index
            return .function("loop.cycle") { call in
                guard !call.positional.isEmpty else { throw JinjaError(.value, "loop.cycle() needs values") }
                return call.positional[index % call.positional.count]
            }
        case "changed":
            let changes = changes
            return .function("loop.changed") { call in
                .bool(try changes.change(to: call.positional, call.rendering.meter))
            }
        default: return nil
        }
    }
}

/// What `loop.changed()` was last given.
final class LoopChanges: Sendable {
    private let last = Mutex<[JinjaValue]?>(nil)

    func change(to values: [JinjaValue], _ meter: Meter) throws(JinjaError) -> Bool {
        let before = last.withLock { last in
            defer { last = values }
            return last
        }
        guard let before else { return true }
        return !(try Equality(meter: meter).areEqual(.list(before), .list(values)))
    }
}

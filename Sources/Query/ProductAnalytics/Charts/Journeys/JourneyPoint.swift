/// One number of an answer of journeys.
struct JourneyPoint {
    enum Result: String, CaseIterable { case any, converted, notConverted = "not_converted" }
    enum Kind: String, CaseIterable {
        case node, more
        case droppedOff = "dropped_off"
        case entered
    }

    let result: Result
    /// From 0.
    private(set) var column = 0
    private(set) var near: JourneyFlow.Label?
    private(set) var far: JourneyFlow.Label?
    /// The keys that name them.
    private(set) var keys = (near: "node", far: "to")

    /// - Parameter isBackward: Whether edges go towards the anchor.
    init(_ reader: inout DefinitionReader, isBackward: Bool) {
        result = reader.choice("result", or: .any)
        guard result == .any else { return }
        func label(_ key: String) -> JourneyFlow.Label? {
            switch reader.choice(key + "_kind", or: Kind.node) {
            case .node: return reader.text(key).map(JourneyFlow.Label.node)
            case .more:
                _ = reader.text(key)
                return .more
            case .droppedOff, .entered:
                _ = reader.text(key)
                return .ended
            }
        }
        column = (reader.integer("column", in: 1...20) ?? 1) - 1
        let (node, from, to) = (label("node"), label("from"), label("to"))
        near = node ?? (isBackward ? to : from)
        far = node == nil ? (isBackward ? from : to) : nil
        if node == nil { keys = isBackward ? (near: "to", far: "from") : (near: "from", far: "to") }
        if near == nil || (node == nil && far == nil) {
            reader.report("", "Say a node of a column, both ends of an edge, or the result.")
        }
    }

    /// Whether a path is behind the number.
    func holds(for labels: [JourneyFlow.Label], _ steps: Int) -> Bool {
        guard result == .any else { return result == .converted }
        guard column < labels.count, labels[column] == near else { return false }
        guard let far else { return true }
        let next = column + 1 < labels.count ? labels[column + 1] : column + 1 < steps ? .ended : nil
        return next == far
    }
}

/// Gives events their nodes. What a value is called is worked out once for each value.
struct NodeNamer: Sendable {
    /// How events with some marks are called.
    struct Naming: Sendable {
        /// An event with one of these is called so; all are if it is 0.
        var mask: UInt64
        /// The breakdown that holds the value.
        var place: Int
        /// The breakdown that holds the type, if it goes before the value.
        var typePlace: Int?
    }

    private enum Known { case unknown, one(Int32), several([Int32]) }

    private static let hidden: Int32 = -1

    /// Names by node, shared by the parts of a pass.
    let names: ValueDictionary
    private let namings: [Naming]
    private let dictionaries: [ValueDictionary]
    private let rules: [(pattern: NamePattern, name: String?)]
    private let dropsTrailingSlash: Bool
    /// By naming and by code, from -1.
    private var byCode: [[Known]]
    private var byTypeAndCode: [[UInt64: [Int32]]]

    /// - Parameter namings: The first that fits is taken; the last has the mask 0.
    init(
        namings: [Naming], dictionaries: [ValueDictionary], rules: [JourneyNodes.Rule], names: ValueDictionary,
        dropsTrailingSlash: Bool
    ) {
        self.names = names
        self.namings = namings
        self.dictionaries = dictionaries
        self.rules = rules.map { (NamePattern($0.pattern), $0.name) }
        self.dropsTrailingSlash = dropsTrailingSlash
        byCode = namings.map { _ in [] }
        byTypeAndCode = namings.map { _ in [:] }
    }

    /// Adds the nodes of an event: one, none if it is hidden, several if its value is an array.
    mutating func append(row: Int, of table: EventTable, to nodes: inout [Int32]) {
        let marks = table.marks[row]
        guard let index = namings.firstIndex(where: { $0.mask == 0 || marks & $0.mask != 0 }) else { return }
        let code = table.breakdowns[namings[index].place][row]
        if let typePlace = namings[index].typePlace {
            let type = table.breakdowns[typePlace][row]
            let key = UInt64(UInt32(bitPattern: type)) << 32 | UInt64(UInt32(bitPattern: code))
            if let known = byTypeAndCode[index][key] {
                nodes += known
            } else {
                let prefix = (dictionaries[typePlace].text(of: type) ?? PropertyFilter.noneText) + ": "
                let known = self.nodes(of: code, in: index, prefix: prefix)
                byTypeAndCode[index][key] = known
                nodes += known
            }
            return
        }
        let place = Int(code) + 1
        if place >= byCode[index].count {
            byCode[index] += Array(repeating: .unknown, count: place + 1 - byCode[index].count)
        }
        switch byCode[index][place] {
        case .one(let node): if node != Self.hidden { nodes.append(node) }
        case .several(let several): nodes += several
        case .unknown:
            let known = self.nodes(of: code, in: index, prefix: "")
            byCode[index][place] = known.count <= 1 ? .one(known.first ?? Self.hidden) : .several(known)
            nodes += known
        }
    }

    /// The node of an event's type, by the first naming; `nil` if it is hidden.
    func node(named type: String) -> Int32? {
        nodes(of: dictionaries[namings[0].place].code(of: type), in: 0, prefix: "").first
    }

    private func nodes(of code: Int32, in naming: Int, prefix: String) -> [Int32] {
        let dictionary = dictionaries[namings[naming].place]
        return dictionary.elements(of: code).compactMap { element in
            var text = dictionary.text(of: element) ?? PropertyFilter.noneText
            if dropsTrailingSlash, text.count > 1, text.hasSuffix("/") { text.removeLast() }
            let name = prefix + (text.isEmpty ? PropertyFilter.emptyText : text)
            guard let rule = rules.first(where: { $0.pattern.matches(name) }) else { return names.code(of: name) }
            return rule.name.map { names.code(of: $0) }
        }
    }
}

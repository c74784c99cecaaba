internal import LookML

/// Looks through the text of a view's fields, and finds nothing wrong with them: as in nearly all views, whose fields then
/// need not be built before somebody asks for them, which takes many times as long.
///
/// What it finds right has no problems. What it is not sure of may have some or none, which ``FieldBuilder`` and
/// ``ViewUsage`` find out: whatever is rare, repeated, or names another view.
struct FieldSurvey: Sendable {
    struct Name: Sendable {
        var category: Field.Category
        /// The language of filters on it.
        var grammar: FilterGrammar
        /// The place of its block among those of fields.
        fileprivate var block: Int
    }

    /// By the names without the view.
    private(set) var names: [String: Name] = [:]
    private(set) var primaryKey: String?
    private let settings: ViewSettings
    private let alias: String
    private let sets: Set<String>
    // What can only be looked up once all names are known.
    private var references: [Reference] = []
    private var mentions: [(name: String, category: Field.Category?)] = []
    private var filters: [(field: String, expression: String)] = []
    /// Of field lists.
    private var elements: [String] = []
    private var blockCount = 0

    struct Unsure: Error {}

    private struct Reference {
        var name: String
        var block: Int
        var level: ResolvedField.Level
    }

    /// `nil` when something may be wrong.
    ///
    /// - Parameter resolved: The view, complete but for its fields.
    init?(_ view: NamedObject, as resolved: ResolvedView, settings: ViewSettings) {
        self.settings = settings
        alias = resolved.alias
        sets = Set(resolved.sets.keys)
        do {
            guard alias.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: ".") }) else { throw Unsure() }
            names.reserveCapacity(view.items.count + view.items.count / 2)
            for item in view.items { try read(item) }
            for tokens in resolved.sets.values {
                // A set in a set may be in itself.
                for token in tokens where token.value.utf8.last == UInt8(ascii: "*") { throw Unsure() }
                elements += tokens.map(\.value)
            }
            for element in elements { try checkElement(element) }
            for (name, category) in mentions {
                let found = try own(name)
                guard category == nil || found.category == category else { throw Unsure() }
            }
            for filter in filters { try check(filter.expression, on: filter.field) }
            try checkReferences()
        } catch {
            return nil
        }
    }

    private mutating func read(_ item: LookMLItem) throws(Unsure) {
        switch item.name {
        case "dimension", "measure", "dimension_group", "filter", "parameter":
            guard case .block(let block) = item.value, let name = block.name?.value else { throw Unsure() }
            try add(try FieldText(block, settings: settings), name: name, kind: item.name)
            blockCount += 1
        case "set": if item.blockName == nil { throw Unsure() }
        case "drill_fields": elements += try item.listedTexts()
        default: break
        }
    }

    private mutating func add(_ text: FieldText, name: String, kind: String) throws(Unsure) {
        // Other names are possible, and have rules of their own.
        guard name.utf8.allSatisfy(Self.isUsualInNames) else { throw Unsure() }
        var level = ResolvedField.Level.row
        switch kind {
        case "dimension":
            try add(name, .dimension, text.dimensionGrammar())
            if text.isPrimaryKey {
                guard primaryKey == nil else { throw Unsure() }
                primaryKey = name
            }
        case "dimension_group":
            guard !text.isPrimaryKey else { throw Unsure() }
            for (member, grammar) in try text.groupMembers(of: name) { try add(member, .dimension, grammar) }
        case "measure":
            level = try text.measureLevel()
            try add(name, .measure, .number)
        case "filter": try add(name, .filter, text.filterGrammar())
        default: try add(name, .parameter, text.filterGrammar())
        }
        for name in text.references { references.append(Reference(name: name, block: blockCount, level: level)) }
        filters += text.filters
        mentions += text.mentions
        elements += text.drill
    }

    private mutating func add(
        _ name: String, _ category: Field.Category, _ grammar: FilterGrammar
    ) throws(Unsure) {
        let known = names.updateValue(Name(category: category, grammar: grammar, block: blockCount), forKey: name)
        guard known == nil else { throw Unsure() }
    }

    private static func isUsualInNames(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension FieldSurvey {
    /// A field of the view by its name, which may have the view in front.
    private func own(_ name: String) throws(Unsure) -> Name {
        if let found = names[name] { return found }
        guard name.hasPrefix(alias + "."), let found = names[String(name.dropFirst(alias.count + 1))] else {
            throw Unsure()
        }
        return found
    }

    /// An element of a field list.
    private func checkElement(_ element: String) throws(Unsure) {
        let written = element.hasPrefix("-") ? String(element.dropFirst()) : element
        guard written.hasSuffix("*") else {
            _ = try own(written)
            return
        }
        let set = String(written.dropLast())
        guard set == "ALL_FIELDS" || sets.contains(set), !set.contains(".") else { throw Unsure() }
    }

    private func check(_ expression: String, on field: String) throws(Unsure) {
        let found = try own(field)
        guard found.category == .dimension, !LiquidTemplate.isIn(expression),
            (try? FilterParser.parse(expression, for: found.grammar, clock: FilterClock(now: 0))) != nil
        else { throw Unsure() }
    }

    private func checkReferences() throws(Unsure) {
        var edges: [(from: Int, to: Int)] = []
        edges.reserveCapacity(references.count)
        for reference in references {
            let target = try own(reference.name)
            switch target.category {
            case .dimension: break
            case .measure where reference.level == .calculation: break
            default: throw Unsure()
            }
            edges.append((reference.block, target.block))
        }
        // How many blocks stand on each other. In a circle the numbers would go on growing.
        var depths = [Int](repeating: 1, count: blockCount)
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for edge in edges where depths[edge.from] <= depths[edge.to] {
                guard depths[edge.to] < ReferenceGraph.deepestChain else { throw Unsure() }
                depths[edge.from] = depths[edge.to] + 1
                isGrowing = true
            }
        }
    }
}

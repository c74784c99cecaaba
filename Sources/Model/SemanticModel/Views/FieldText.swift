internal import LookML

/// What ``FieldSurvey`` has to know of the block of one field.
struct FieldText {
    typealias Unsure = FieldSurvey.Unsure

    private let settings: ViewSettings
    private var type: String?
    private var sql: SQLParameters = []
    private var hasCases = false
    private var hasTiers = false
    private var hasBins = false
    private var percentile: Double?
    private var timeframes: [Timeframe]?
    private var intervals: [DurationUnit]?
    private var isDate = false
    private(set) var isPrimaryKey = false
    /// The fields that its SQL names, as written.
    private(set) var references: [String] = []
    private(set) var filters: [(field: String, expression: String)] = []
    private(set) var mentions: [(name: String, category: Field.Category?)] = []
    private(set) var drill: [String] = []

    private struct SQLParameters: OptionSet {
        let rawValue: UInt8
        static let sql = Self(rawValue: 1)
        static let start = Self(rawValue: 2)
        static let end = Self(rawValue: 4)
        static let distinctKey = Self(rawValue: 8)
    }

    /// Parameters that no value makes wrong, beside what ``VocabularyCheck`` says of them.
    private static let harmless: Set<String> = [
        "view_label", "group_label", "group_item_label", "value_format", "tags", "suggestions", "alias", "style",
        "convert_tz", "html", "can_filter", "allow_fill", "case_sensitive", "alpha_sort", "synonyms",
        "string_datatype", "skip_drill_filter", "suggestable", "full_suggestions", "bypass_suggest_restrictions",
        "suggest_persist_for", "approximate", "approximate_threshold", "allow_approximate_optimization", "precision",
    ]

    init(_ block: LookMLBlock, settings: ViewSettings) throws(Unsure) {
        self.settings = settings
        for item in block.items { try read(item) }
    }

    private mutating func read(_ item: LookMLItem) throws(Unsure) {
        // The most common ones first.
        switch item.name {
        case "type":
            guard type == nil else { throw Unsure() }
            type = try item.scalarText()
        case "sql": try add(item, .sql)
        case "label", "description", "hidden": break
        case "value_format_name":
            let name = try item.scalarText()
            guard NamedFormats.builtIn[name] != nil || settings.formats.ofModel[name] != nil else { throw Unsure() }
        case "primary_key":
            switch try item.scalarText() {
            case "yes": isPrimaryKey = true
            case "no" where !isPrimaryKey: break
            default: throw Unsure()
            }
        case "drill_fields": drill += try item.listedTexts()
        case "filters": try addFilters(item)
        default: try readRare(item)
        }
    }

    private mutating func readRare(_ item: LookMLItem) throws(Unsure) {
        switch item.name {
        case "sql_start": try add(item, .start)
        case "sql_end": try add(item, .end)
        case "sql_distinct_key": try add(item, .distinctKey)
        case "link":
            guard case .block(let link) = item.value, link.text("label") != nil, link.text("url") != nil else {
                throw Unsure()
            }
        case "case": try addCases(item)
        case "tiers": hasTiers = try Self.areNumbers(item)
        case "bins": hasBins = try Self.areNumbers(item)
        case "timeframes":
            guard timeframes == nil else { throw Unsure() }
            timeframes = try item.listedTexts().map { name throws(Unsure) in
                guard let timeframe = Timeframe(name: name) else { throw Unsure() }
                return timeframe
            }
        case "intervals":
            guard intervals == nil else { throw Unsure() }
            intervals = try item.listedTexts().map { name throws(Unsure) in
                guard let unit = DurationUnit(rawValue: name) else { throw Unsure() }
                return unit
            }
        case "datatype": isDate = try item.scalarText() == "date"
        case "percentile": percentile = try Double(item.scalarText())
        case "map_layer_name":
            let name = try item.scalarText()
            guard MapLayer.builtIn.contains(name) || settings.mapLayers.contains(where: { $0.name == name }) else {
                throw Unsure()
            }
        case "order_by_field", "suggest_dimension": mentions.append((try item.scalarText(), .dimension))
        case "label_from_parameter": mentions.append((try item.scalarText(), .parameter))
        case "required_fields": mentions += try item.listedTexts().map { ($0, nil) }
        case "allowed_value":
            guard case .block(let choice) = item.value, choice.text("value") != nil else { throw Unsure() }
        default: guard Self.harmless.contains(item.name) else { throw Unsure() }
        }
    }

    private mutating func add(_ item: LookMLItem, _ parameter: SQLParameters) throws(Unsure) {
        guard sql.insert(parameter).inserted else { throw Unsure() }
        try addReferences(in: item.scalarText())
    }

    private mutating func addFilters(_ item: LookMLItem) throws(Unsure) {
        switch item.value {
        case .list(let list):
            for element in list.elements {
                guard case .pair(let field, _, let value) = element.content else { throw Unsure() }
                filters.append((field.value, value.value))
            }
        case .block(let block):
            guard let field = block.text("field"), let value = block.text("value") else { throw Unsure() }
            filters.append((field, value))
        case .literal, .string, .expression: throw Unsure()
        }
    }

    private mutating func addCases(_ item: LookMLItem) throws(Unsure) {
        guard case .block(let block) = item.value, !hasCases else { throw Unsure() }
        hasCases = true
        for item in block.items where item.name == "when" {
            guard case .block(let when) = item.value, let sql = when.text("sql"), when.text("label") != nil else {
                throw Unsure()
            }
            try addReferences(in: sql)
        }
    }

    private static func areNumbers(_ item: LookMLItem) throws(Unsure) -> Bool {
        let bounds = try item.listedTexts()
        return !bounds.isEmpty && bounds.allSatisfy { Double($0)?.isFinite ?? false }
    }

    /// Notes what stands in `${…}`, but for `${TABLE}`. Liquid and blanks in there are in no name.
    private mutating func addReferences(in sql: String) throws(Unsure) {
        var sql = sql
        guard sql.withUTF8({ bytes in addReferences(in: bytes) }) else { throw Unsure() }
    }

    /// - Returns: `false` when one of them has no end.
    private mutating func addReferences(in sql: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place + 1 < sql.count {
            guard sql[place] == UInt8(ascii: "$"), sql[place + 1] == UInt8(ascii: "{") else {
                place += 1
                continue
            }
            let start = place + 2
            guard let end = sql[start...].firstIndex(of: UInt8(ascii: "}")) else { return false }
            if !sql[start..<end].elementsEqual("TABLE".utf8) {
                references.append(String(decoding: sql[start..<end], as: UTF8.self))
            }
            place = end + 1
        }
        return true
    }
}

extension FieldText {
    func dimensionGrammar() throws(Unsure) -> FilterGrammar {
        switch type ?? "string" {
        case "string", "zipcode": return .string
        case "number", "int": return .number
        case "yesno": return .boolean
        case "tier" where hasTiers, "bin" where hasBins: return .string
        case "date", "date_time", "time": return .date
        case let type where type.hasPrefix("date_"):
            guard let timeframe = Timeframe(name: String(type.dropFirst(5))), isPossible(timeframe) else {
                throw Unsure()
            }
            return FilterGrammar(timeframe)
        case let type where type.hasPrefix("duration_") && hasDuration:
            guard DurationUnit(rawValue: String(type.dropFirst(9))) != nil else { throw Unsure() }
            return .number
        default: throw Unsure()
        }
    }

    /// The fields of a `dimension_group`.
    func groupMembers(of name: String) throws(Unsure) -> [(name: String, grammar: FilterGrammar)] {
        switch type ?? "time" {
        case "time":
            let members = timeframes ?? Timeframe.standard.filter { !isDate || !$0.isBelowDay }
            guard !members.isEmpty, members.allSatisfy({ isPossible($0) && !(isDate && $0.isBelowDay) }) else {
                throw Unsure()
            }
            return members.map { ($0 == .yesno ? name : name + "_" + $0.name, FilterGrammar($0)) }
        case "duration" where hasDuration:
            return (intervals ?? DurationUnit.allCases).map { ($0.rawValue + "s_" + name, .number) }
        default: throw Unsure()
        }
    }

    func measureLevel() throws(Unsure) -> ResolvedField.Level {
        let hasSQL = sql.contains(.sql)
        switch type ?? "string" {
        case "count" where !hasSQL: return .aggregate
        case "sum", "count_distinct", "average", "min", "max", "median":
            if hasSQL { return .aggregate }
        case "percentile":
            if hasSQL, let percentile, (0...100).contains(percentile) { return .aggregate }
        case "sum_distinct", "average_distinct", "median_distinct":
            if hasSQL, sql.contains(.distinctKey) { return .aggregate }
        case "number", "int", "string", "yesno", "date", "date_time":
            if hasSQL, filters.isEmpty { return .calculation }
        default: break
        }
        throw Unsure()
    }

    /// Of a `filter` or a `parameter`.
    func filterGrammar() throws(Unsure) -> FilterGrammar {
        switch type ?? "string" {
        case "string", "unquoted", "zipcode": .string
        case "number", "int": .number
        case "yesno": .boolean
        case "date", "date_time": .date
        default: throw Unsure()
        }
    }

    private var hasDuration: Bool { sql.isSuperset(of: [.start, .end]) }

    private func isPossible(_ timeframe: Timeframe) -> Bool {
        !timeframe.isFiscal || settings.fiscalMonthOffset != nil
    }
}

extension LookMLItem {
    /// The text of a value that is one.
    fileprivate func scalarText() throws(FieldSurvey.Unsure) -> String {
        switch value {
        case .literal(let token), .string(let token), .expression(let token, _): return token.value
        case .block, .list: throw FieldSurvey.Unsure()
        }
    }

    /// The texts of a list, or of one value written without brackets.
    func listedTexts() throws(FieldSurvey.Unsure) -> [String] {
        guard case .list(let list) = value else { return [try scalarText()] }
        var texts: [String] = []
        texts.reserveCapacity(list.elements.count)
        for element in list.elements {
            switch element.content {
            case .literal(let token), .string(let token): texts.append(token.value)
            case .pair: throw FieldSurvey.Unsure()
            }
        }
        return texts
    }
}

internal import SQL
internal import SemanticModel

/// What Liquid in SQL can ask of a query (lookml.md §11).
struct SQLLiquidContext: LiquidContext {
    let query: ResolvedQuery
    let context: QueryContext
    let dialect: Dialect
    let writer: FilterSQL
    /// To which names without a view belong.
    let view: String?

    var escaper: LiquidSQLEscaper { LiquidSQLEscaper(style: .init(dialect)) }

    var now: Int64 { query.zone.wallClock(at: context.now) }

    func sqlLiteral(_ text: String) throws(LiquidRefusal) -> String {
        dialect.literal(.text(LiquidPlaceholders.removed(from: text)))
    }

    // MARK: Variables

    func value(at path: [String]) throws(LiquidRefusal) -> LiquidValue? {
        guard let first = path.first, let last = path.last else { return nil }
        switch (first, path.count) {
        case ("_filters", 2): return .user(try field(last).map(expression) ?? "")
        case ("_user_attributes", 2): return context.userAttributes[last].map { .user($0) }
        case ("_access_filters", 2):
            let rule = query.explore.accessFilters.first { $0.field == last }
            return (rule.flatMap { context.userAttributes[$0.userAttribute] }).map { .user($0) }
        case ("_model", 2) where last == "_name": return .author(query.model.name)
        case ("_explore", 2) where last == "_name": return .author(query.explore.name)
        case ("_view", 2) where last == "_name": return view.map { .author($0) }
        case ("_dialect", 2) where last == "_name": return .author(dialect.name)
        case ("_query", 2) where last == "_query_timezone": return .author(query.zone.name)
        default: break
        }
        guard path.count > 1 else { return nil }
        let subject = path.dropLast().joined(separator: ".")
        switch last {
        case "_in_query":
            if let field = try field(subject) { return .boolean(isAsked(field) || isFiltered(field)) }
            guard query.explore.view(subject) != nil else { return nil }
            let used = query.asked.map(\.view) + query.filters.map(\.field.view)
            return .boolean(used.contains(subject))
        case "_is_selected": return try field(subject).map { .boolean(isSelected($0)) }
        case "_is_filtered": return try field(subject).map { .boolean(isFiltered($0)) }
        case "_parameter_value":
            guard let field = try field(subject) else { return nil }
            return .sql(try parameterSQL(field))
        default: return nil
        }
    }

    private func isSelected(_ field: Field) -> Bool { query.fields.contains { $0.name == field.name } }

    private func isAsked(_ field: Field) -> Bool { query.asked.contains { $0.name == field.name } }

    private func isFiltered(_ field: Field) -> Bool { query.filters.contains { $0.field.name == field.name } }

    /// `nil` when the explore has no field of this name, the own view's before others.
    private func field(_ name: String) throws(LiquidRefusal) -> Field? {
        if let view, let own = query.explore.reference("\(view).\(name)") { return own }
        return query.explore.reference(name)
    }

    private func required(_ name: String) throws(LiquidRefusal) -> Field {
        guard let field = try field(name) else {
            throw LiquidRefusal(
                "The explore `\(query.explore.name)` has no field `\(name)`.",
                suggestion: Suggestion.nearest(to: name, in: query.explore.fieldsByName.keys))
        }
        return field
    }

    /// The filter expression that is in effect for a field, empty for none.
    private func expression(_ field: Field) -> String {
        query.texts[field.name] ?? query.filters.first { $0.field.name == field.name }?.expression
            ?? field.details.defaultValue ?? ""
    }

    // MARK: Filters

    func condition(_ name: String, on body: String) throws(LiquidRefusal) -> String {
        let field = try required(name)
        guard let filter = try filter(of: field) else { return "1=1" }
        if case .location = filter {
            throw LiquidRefusal("`\(field.name)` is a location, which {% condition %} can't compare with one column.")
        }
        let operand = SQLExpression(raw: body).enclosed
        let condition: SQLExpression?
        if case .date(let dates) = filter {
            condition = writer.condition(
                dates, on: operand, stored: TimeColumn(dataType: .datetime, convertsZone: true))
        } else {
            condition = writer.condition(filter, on: operand)
        }
        return condition.map { "(" + inlined($0) + ")" } ?? "1=1"
    }

    func dateStart(_ filter: String) throws(LiquidRefusal) -> String {
        guard let intervals = try intervals(filter), !intervals.contains(where: { $0.start == nil }) else {
            return "NULL"
        }
        return timestamp(intervals.compactMap(\.start).min())
    }

    func dateEnd(_ filter: String) throws(LiquidRefusal) -> String {
        guard let intervals = try intervals(filter), !intervals.contains(where: { $0.end == nil }) else {
            return "NULL"
        }
        return timestamp(intervals.compactMap(\.end).max())
    }

    private func intervals(_ name: String) throws(LiquidRefusal) -> [(start: Int64?, end: Int64?)]? {
        guard case .date(let dates)? = try filter(of: try required(name)) else { return nil }
        return dates.terms.compactMap { if case .interval(let start, let end) = $0 { (start, end) } else { nil } }
    }

    private func timestamp(_ clock: Int64?) -> String {
        clock.map { dialect.literal(.timestamp(query.zone.moment(of: $0))) } ?? "NULL"
    }

    private func filter(of field: Field) throws(LiquidRefusal) -> FieldFilter? {
        if let known = query.filters.first(where: { $0.field.name == field.name }) { return known.filter }
        // What the query lifts with an empty expression has no default either.
        guard query.texts[field.name] == nil, let standard = field.details.defaultValue else { return nil }
        do {
            return try query.reader.read(standard, on: field)?.filter
        } catch {
            throw LiquidRefusal(error.message)
        }
    }

    /// A condition as text, its values written by the dialect's encoder.
    private func inlined(_ condition: SQLExpression) -> String {
        condition.pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .value(.text(let text)): dialect.literal(.text(LiquidPlaceholders.removed(from: text)))
            case .value(let value): dialect.literal(value)
            case .column(let alias): dialect.quoted(alias)
            }
        }.joined()
    }

    // MARK: Parameters

    func parameter(_ name: String) throws(LiquidRefusal) -> String { try parameterSQL(try required(name)) }

    private func parameterSQL(_ field: Field) throws(LiquidRefusal) -> String {
        guard field.category == .parameter else {
            throw LiquidRefusal("`\(field.name)` is no parameter.", suggestion: "{% condition \(field.name) %} …")
        }
        let value = LiquidPlaceholders.removed(from: try parameterValue(field))
        switch field.type {
        case "unquoted":
            guard
                value.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" })
            else {
                throw LiquidRefusal(
                    "`\(value)` can't be a value of the parameter `\(field.name)`: only letters, digits and _.")
            }
            return value
        case "number":
            guard !value.isEmpty else { return "NULL" }
            guard let number = LiquidNumber(value) else {
                throw LiquidRefusal("`\(value)` is no number, and the parameter `\(field.name)` takes one.")
            }
            return number.text
        case "yesno":
            switch value.lowercased() {
            case "yes", "true": return "TRUE"
            case "no", "false": return "FALSE"
            default: throw LiquidRefusal("`\(value)` is neither yes nor no, as the parameter `\(field.name)` wants it.")
            }
        case "date", "date_time": return try dateValue(value, of: field)
        default: return dialect.literal(.text(value))
        }
    }

    /// The value that was chosen, the default, or else the first that may be chosen.
    private func parameterValue(_ field: Field) throws(LiquidRefusal) -> String {
        let allowed = field.details.allowedValues
        guard let given = query.texts[field.name], !given.isEmpty else {
            return field.details.defaultValue ?? allowed.first?.value ?? ""
        }
        let value = ParameterText.unescaped(given)
        guard allowed.isEmpty || allowed.contains(where: { $0.value == value }) else {
            throw LiquidRefusal(
                "`\(value)` is not among the values of the parameter `\(field.name)`.",
                suggestion: Suggestion.nearest(to: value, in: allowed.map(\.value)))
        }
        return value
    }

    private func dateValue(_ value: String, of field: Field) throws(LiquidRefusal) -> String {
        let filter: FieldFilter
        do {
            filter = try FilterParser.parse(value, for: .date, clock: query.clocks.query)
        } catch {
            throw LiquidRefusal("`\(value)` is no date, and the parameter `\(field.name)` takes one: \(error.message)")
        }
        guard case .date(let dates) = filter, case .interval(let start?, _)? = dates.terms.first else { return "NULL" }
        return dialect.literal(.timestamp(query.zone.moment(of: start)))
    }
}

extension LiquidSQLEscaper.Style {
    /// As a database writes its own literals and names.
    init(_ dialect: Dialect) {
        let backquotes = dialect.identifierQuote == "`"
        self.init(
            hasBackslashEscapes: dialect.escapesWithBackslash, doubleQuotesAreText: backquotes,
            hasHashComments: backquotes)
    }
}

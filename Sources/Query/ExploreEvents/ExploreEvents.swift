package import JSON
package import ProductAnalytics
package import QueryCompiler
package import SQL
package import SemanticModel

/// The rows of an explore as events, for charts: each row that whoever asks may see is one.
///
/// Access grants, access filters, `sql_always_where` and the explore's standing filters hold for all that is read, the first
/// events of people included. Properties are the explore's dimensions, `view.field`, as a query shows them.
package struct ExploreEvents: EventSource {
    package let name: String
    package let from: SelectStatement.Source
    private let dialect: Dialect
    private let roles: EventFields
    /// The columns of ``from``, by the fields' names.
    private let columns: [String: String]
    private let fields: [String: Field]
    /// Every dimension that whoever asks may see, for those who misspelt one.
    private let dimensions: [String]

    /// - Parameters:
    ///   - definition: The chart: what is named anywhere in it and is a dimension of the explore can be read.
    ///   - zone: In which dates among the properties are shown.
    /// - Throws: ``ChartError/invalid(_:)`` where there is no such explore for this user, or it can't be read as events.
    package init(
        model: String, explore: String, for definition: JSONValue, project: Project, context: QueryContext,
        zone: String, dialect: Dialect
    ) throws(ChartError) {
        guard let found = project.model(model)?.explore(explore, attributes: context.userAttributes) else {
            throw .invalid("source.explore", "There is no explore \(explore) in a model \(model).")
        }
        do {
            roles = try EventFields(found)
        } catch {
            throw .invalid("source.explore", error.description)
        }
        dimensions = found.fieldsByName.values.filter { $0.category == .dimension }.map(\.name)
        var names = roles.all.map(\.name)
        for name in Self.texts(of: definition).sorted() where !names.contains(name) {
            guard let field = found.field(name), field.category == .dimension else { continue }
            names.append(field.name)
        }
        let query = ExploreQuery(model: model, explore: explore, fields: names, limit: nil, timezone: zone)
        let rows: ExploreRows
        do {
            rows = try QueryCompiler.rows(
                query, moments: [roles.time.name], onceEach: roles.time.view, project: project, context: context,
                dialect: dialect)
        } catch {
            throw .invalid("source.explore", error.message + (error.suggestion.map { " Did you mean \($0)?" } ?? ""))
        }
        var statement = rows.statement
        var columns: [String: String] = [:]
        for place in statement.select.columns.indices {
            let alias = "c\(place)"
            columns[statement.select.columns[place].alias] = alias
            statement.select.columns[place].alias = alias
        }
        var sql = SQLExpression(raw: "(\n")
        sql.append(SQLExpression(raw: SQLRenderer.selfContained(statement, dialect: dialect)))
        sql.append(SQLExpression(raw: "\n)"))
        from = .table(sql, alias: "r")
        name = model + "." + explore
        self.columns = columns
        self.dialect = dialect
        fields = Dictionary(rows.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Everything in a definition that could name a field; the first and last values of sessions are written
    /// `entry:view.field` and `exit:view.field`.
    private static func texts(of value: JSONValue) -> Set<String> {
        var texts: Set<String> = []
        var waiting = [value]
        while let value = waiting.popLast() {
            switch value {
            case .string(let text):
                texts.insert(text)
                for prefix in ["entry:", "exit:"] where text.hasPrefix(prefix) {
                    texts.insert(String(text.dropFirst(prefix.count)))
                }
            case .array(let elements): waiting += elements
            case .object(let object): waiting += object.members.map(\.value)
            default: break
            }
        }
        return texts
    }

    private func column(_ field: Field) -> SQLExpression {
        "r.\(raw: dialect.quoted(columns[field.name] ?? ""))"
    }

    package var joins: [SelectStatement.Join] { [] }
    package var conditions: [SQLExpression] {
        ["\(column(roles.user)) IS NOT NULL", "\(column(roles.time)) IS NOT NULL"]
    }
    package var person: SQLExpression { dialect.text.cast(column(roles.user)) }
    package var personIsNumber: Bool { false }
    package var time: SQLExpression { column(roles.time) }

    package var sequence: SQLExpression {
        guard let field = roles.sequence else { return "CAST(0 AS BIGINT)" }
        return "coalesce(CAST(\(bare: column(field)) AS BIGINT), 0)"
    }

    package var session: SQLExpression? {
        guard let field = roles.session else { return nil }
        if field.isNumber { return "CAST(\(bare: column(field)) AS BIGINT)" }
        // Charts tell sessions apart by whole numbers: 60 bits of a text's digest.
        return "CAST('0x' || substring(md5(\(bare: dialect.text.cast(column(field)))), 1, 15) AS BIGINT)"
    }

    package var isActive: SQLExpression { "TRUE" }

    package func isType(_ name: String) -> SQLExpression {
        "coalesce(\(dialect.text.cast(column(roles.name))) = \(value: .text(name)), FALSE)"
    }

    package func property(_ reference: PropertyReference) throws(ChartError) -> EventProperty {
        switch reference {
        case .eventType: return .column(column(roles.name), in: dialect)
        case .column("revenue"), .amount:
            guard let revenue = roles.revenue else {
                throw .unknown(["revenue"], "No dimension of \(name) has the tag \"event_revenue\".")
            }
            return .number(column(revenue), in: dialect)
        case .membership(let type): return .column(column(try group(type)), in: dialect)
        default: break
        }
        // `event.amount` may be the field amount of a view that is called event.
        guard let field = fields[reference.description], columns[field.name] != nil else {
            if case .derived = reference {
                throw .unknown(
                    [reference.description],
                    "Derived properties are those of collected events. \(name) has dimensions for that.")
            }
            throw .unknown(
                [reference.description],
                "\(name) has no dimension \(reference). Its properties are written view.field, as in the explore."
                    + NearestWord.question(reference.description, among: dimensions))
        }
        return field.isNumber ? .number(column(field), in: dialect) : .column(column(field), in: dialect)
    }

    package func groups(of type: String, alias: String) throws(ChartError) -> SelectStatement.Join {
        let unit = dialect.text.cast(column(try group(type)))
        return .clause("CROSS JOIN LATERAL (SELECT \(bare: unit) AS unit) AS \(raw: alias)")
    }

    private func group(_ type: String) throws(ChartError) -> Field {
        guard let field = roles.groups[type] else {
            let known = roles.groups.keys.sorted()
            throw .unknown(
                [type],
                "\(name) has no groups of type \(type). "
                    + (known.isEmpty
                        ? "A dimension is one with the tag \"event_group:\(type)\"."
                        : "There are: \(known.joined(separator: ", "))."))
        }
        return field
    }

    package var firstEvents: SelectStatement {
        var select = SelectStatement(
            columns: [.init(person, as: "person"), .init("MIN(\(bare: time))", as: "first")], from: from)
        select.conditions = conditions
        select.grouping = .columns([1])
        return select
    }
}

extension Field {
    /// Whether its values are numbers.
    package var isNumber: Bool {
        if case .plain(_, .number) = kind { return true }
        return false
    }
}

internal import SQL
internal import Warehouse

/// Writes an ``EventRequest`` as one SELECT whose rows are in the order of unit, time and sequence.
struct EventRequestSQL {
    let source: any EventSource
    let dialect: Dialect

    /// The columns in order: unit, time, sequence, marks, then the session, the time of the device, the first event,
    /// breakdowns and numbers as far as they are wanted.
    func statement(_ request: EventRequest, label: String) throws(ChartError) -> ChartStatement {
        ChartStatement(try query(request), dialect: dialect, label: label)
    }

    func query(_ request: EventRequest) throws(ChartError) -> QueryStatement {
        guard request.conditions.count <= EventRequest.mostConditions else {
            throw .invalid("", "More than \(EventRequest.mostConditions) events, segments and filters in one chart.")
        }
        var conditions: [SQLExpression] = []
        for condition in request.conditions { conditions.append(try sql(condition)) }

        var joins = source.joins
        var unit = source.person
        var sequence = source.sequence
        let isOrdered = request.needsUnits || request.needsFirst || request.unit != .person
        if !isOrdered {
            (unit, sequence) = ("0", "0")
            if request.sample == nil { joins = source.joinsWithoutPerson }
        }
        if case .group(let type) = request.unit {
            joins.append(try source.groups(of: type, alias: "g"))
            unit = "g.unit"
        }
        var columns = [
            SelectStatement.Column(unit, as: "unit"), .init(source.time, as: "at"), .init(sequence, as: "seq"),
            .init(marks(conditions), as: "marks"),
        ]
        if request.needsSessions { columns.append(.init(source.session ?? "NULL", as: "session")) }
        if request.needsClientTimes { columns.append(.init(source.clientTime ?? "NULL", as: "client")) }
        if request.needsFirst {
            joins.append(.on(.left, .table("first_events", alias: "f"), "f.person = \(unit)"))
            columns.append(.init("f.\(raw: dialect.quoted("first"))", as: "first"))
        }
        for (index, reference) in request.breakdowns.enumerated() where reference.cohort == nil {
            columns.append(.init(try source.property(reference).breakdown, as: "b\(index)"))
        }
        for (index, reference) in request.numbers.enumerated() {
            columns.append(.init(try source.property(reference).number, as: "n\(index)"))
        }

        var select = SelectStatement(columns: columns, from: source.from)
        select.joins = joins
        select.conditions = source.conditions + bounds(request)
        if let wanted = request.wanted {
            select.conditions.append(SQLExpression.any(wanted.map { conditions[$0] }) ?? "FALSE")
        }
        if case .group = request.unit { select.conditions.append("g.unit IS NOT NULL") }
        if let sample = request.sample { select.conditions.append(sampled(sample)) }
        if isOrdered {
            select.order = ["unit", "at", "seq"].map {
                .init("\(column: $0)", descending: false, nullsFirst: false)
            }
        }
        let first = QueryStatement.CommonTable(name: "first_events", body: .select(try firstEvents(of: request.unit)))
        return QueryStatement(commonTables: request.needsFirst ? [first] : [], select: select)
    }

    func firstEvents(of unit: EventRequest.Unit) throws(ChartError) -> SelectStatement {
        guard case .group(let type) = unit else { return source.firstEvents }
        var select = SelectStatement(
            columns: [.init("g.unit", as: "person"), .init("MIN(\(bare: source.time))", as: "first")], from: source.from
        )
        select.joins = source.joins + [try source.groups(of: type, alias: "g")]
        select.conditions = source.conditions + ["g.unit IS NOT NULL"]
        select.grouping = .columns([1])
        return select
    }

    private func sql(_ condition: EventRequest.Condition) throws(ChartError) -> SQLExpression {
        let filters = FilterSQL(source: source, dialect: dialect)
        return switch condition {
        case .event(let selection): try filters.condition(selection)
        case .filters(let conditions): try filters.condition(conditions)
        case .isActive: source.isActive
        // Nothing that the database knows; ``UnitMarks`` sets it.
        case .member: "FALSE"
        case .isFirst: "coalesce(\(bare: source.time) = f.\(raw: dialect.quoted("first")), FALSE)"
        }
    }

    /// The bits of the conditions that hold, as one number.
    private func marks(_ conditions: [SQLExpression]) -> SQLExpression {
        var terms: [SQLExpression] = []
        var constant: UInt64 = 0
        for (place, condition) in conditions.enumerated() {
            let bit = UInt64(1) << UInt64(place)
            if condition == "TRUE" {
                constant |= bit
            } else if condition != "FALSE" {
                // The highest bit is the sign of a whole number of 64 bits.
                let value = SQLExpression(raw: String(Int64(bitPattern: bit)))
                terms.append("CASE WHEN \(bare: condition) THEN \(value) ELSE 0 END")
            }
        }
        if constant != 0 || terms.isEmpty { terms.append(SQLExpression(raw: String(Int64(bitPattern: constant)))) }
        return terms.count == 1 ? terms[0] : SQLExpression.chain(terms, by: " + ")
    }

    private func bounds(_ request: EventRequest) -> [SQLExpression] {
        var bounds: [SQLExpression] = []
        if let from = request.from { bounds.append("\(source.time) >= \(dialect.time.constant(from))") }
        if let to = request.to { bounds.append("\(source.time) < \(dialect.time.constant(to))") }
        return bounds
    }

    private func sampled(_ share: Double) -> SQLExpression { Self.isSampled(source.person, share: share) }

    /// Whether the first eight hexadecimal digits of the person's MD5, modulo 10,000, lie below the share.
    static func isSampled(_ person: SQLExpression, share: Double) -> SQLExpression {
        let digits: SQLExpression = "substring(md5(CAST(\(bare: person) AS VARCHAR)), 1, 8)"
        return "CAST(('0x' || \(digits)) AS BIGINT) % 10000 < \(raw: String(Int((share * 10_000).rounded())))"
    }
}

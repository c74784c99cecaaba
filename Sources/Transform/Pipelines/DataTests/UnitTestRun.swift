internal import JSON
internal import SQL
package import Warehouse

/// Proves a model's SQL on rows that are written down, in a database of its own.
struct UnitTestRun: Sendable {
    let project: PipelineProject
    let context: CompilationContext
    /// Where the real relations are, whose columns' types the rows get.
    let warehouse: any Warehouse
    /// An empty database, which is closed afterwards.
    let database: @Sendable () throws -> any Warehouse

    func run(_ test: UnitTest) async -> TestOutcome {
        let started = ContinuousClock.now
        var outcome = TestOutcome(test: test.id, status: .error, sql: "")
        do {
            let empty = try database()
            do {
                try await run(test, on: empty, into: &outcome)
                try await empty.close()
            } catch {
                try? await empty.close()
                throw error
            }
        } catch let failure as NodeFailure {
            outcome.status = .error
            outcome.message = failure.message
        } catch {
            outcome.status = .error
            outcome.message = "\(error)"
        }
        let elapsed = (ContinuousClock.now - started).components
        outcome.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return outcome
    }

    private func run(_ test: UnitTest, on database: any Warehouse, into outcome: inout TestOutcome) async throws {
        guard let id = test.model, let model = project.models[id] else {
            throw NodeFailure("\(test.position): the unit test \(test.name) names no model that there is.")
        }
        let types = await givenTypes(test)
        var context = context
        context.warehouse = database
        context.interval = nil
        context.macroOverrides = test.overrides.macros
        context.isIncremental = test.overrides.macros["is_incremental"]?.boolValue ?? false
        for (name, value) in test.overrides.variables.members { context.variables[name] = value }
        for (name, value) in test.overrides.environment.members {
            context.environment[name] = value.stringValue ?? value.text
        }
        for (index, input) in test.given.enumerated() {
            guard let node = input.isThis ? id : input.node else {
                throw NodeFailure(
                    "\(input.position): the unit test \(test.name) gives rows for a node that there is not.")
            }
            context.relations[node] = "\"main\".\"given_\(index)\""
        }
        let given = Set(test.given.compactMap(\.node))
        let missing = model.inputs.filter { !given.contains($0) && $0 != id }
        guard missing.isEmpty else {
            throw NodeFailure(
                "\(test.position): the unit test \(test.name) gives no rows for "
                    + "\(missing.map(\.text).joined(separator: ", ")). "
                    + "Give each input of the model its rows; `rows: []` for none.")
        }
        let compiled = context
        let project = project
        let result = try await database.transaction(label: "unit test \(test.name)") { transaction in
            let relation = Relation(
                transaction: transaction, name: TableName("actual"), label: "unit test \(test.name)",
                timeLimit: .seconds(60))
            for (index, input) in test.given.enumerated() {
                try await Fixture(relation: relation).make(
                    "given_\(index)", rows: input.rows, types: types[index], isWhole: true)
            }
            return try await Self.compare(test, id, relation, NodeCompiler(project: project, context: compiled))
        }
        outcome.sql = result.sql
        outcome.status = result.differences.isEmpty ? .pass : .fail
        outcome.failures = Int64(result.differences.count)
        outcome.rows = Array(result.differences.prefix(DataTestRun.keptRows))
        if !result.differences.isEmpty {
            outcome.message =
                "\(result.differences.count) rows differ: " + result.differences.prefix(5).joined(separator: "; ")
        }
    }

    private static func compare(
        _ test: UnitTest, _ model: NodeID, _ relation: Relation, _ compiler: NodeCompiler
    ) async throws -> (sql: String, differences: [String]) {
        let compiled: CompiledNode
        do {
            compiled = try await compiler.compile(model)
        } catch {
            throw NodeFailure(error.description)
        }
        try await relation.execute("CREATE TABLE actual AS\n\(compiled.sql)")
        let actual = try await relation.columns()
        let types = Dictionary(actual.map { ($0.name.lowercased(), $0.type) }) { first, _ in first }
        let columns = try await Fixture(relation: relation).make(
            "expected", rows: test.expected, types: types, isWhole: false)
        if let unknown = columns.first(where: { types[$0.lowercased()] == nil }) {
            throw NodeFailure(
                "The unit test \(test.name) expects a column \(unknown), and the model has: "
                    + actual.map(\.name).joined(separator: ", ") + ".")
        }
        let list = SQLName.list(columns.isEmpty ? actual.map(\.name) : columns)
        let found = try await relation.rows(
            """
            SELECT 'unexpected ' || to_json(row)::VARCHAR FROM
                (SELECT \(list) FROM actual EXCEPT ALL SELECT \(list) FROM expected) AS row
            UNION ALL
            SELECT 'missing ' || to_json(row)::VARCHAR FROM
                (SELECT \(list) FROM expected EXCEPT ALL SELECT \(list) FROM actual) AS row
            ORDER BY 1 DESC
            """)
        return (compiled.sql, (0..<found.count).compactMap { found.text($0, 0) })
    }

    /// The types of the columns of each input: of the relation that there is, else as its properties declare them.
    private func givenTypes(_ test: UnitTest) async -> [[String: String]] {
        var types: [[String: String]] = []
        let compiler = NodeCompiler(project: project, context: context)
        for input in test.given {
            var known: [String: String] = [:]
            if let node = input.isThis ? test.model : input.node {
                let declared = project.models[node]?.properties.columns ?? project.sources[node]?.columns ?? []
                for column in declared { known[column.name.lowercased()] = column.dataType }
                if let relation = compiler.relation(of: node),
                    let found = try? await warehouse.rows(
                        Statement("DESCRIBE SELECT * FROM \(relation)", label: "unit test \(test.name)"))
                {
                    let table = ResultTable(found)
                    for row in 0..<table.count {
                        known[(table.text(row, 0) ?? "").lowercased()] = table.text(row, 1)
                    }
                }
            }
            types.append(known)
        }
        return types
    }
}

/// A table of rows that are written down.
private struct Fixture {
    let relation: Relation

    /// - Parameters:
    ///   - types: Types that are known, by name in lower case.
    ///   - isWhole: Whether columns that no row names are there too, empty.
    /// - Returns: The columns that the rows name.
    @discardableResult
    func make(
        _ name: String, rows: UnitTest.Rows, types: [String: String], isWhole: Bool
    ) async throws(NodeFailure) -> [String] {
        switch rows {
        case .sql(let sql):
            try await relation.execute("CREATE TABLE \(SQLName.quoted(name)) AS\n\(sql)")
            return try await relation.columns(ofQuery: "SELECT * FROM \(SQLName.quoted(name))").map(\.name)
        case .csv(let text):
            let file = try CSVFile(text, delimiter: ",", name: "the rows of \(name)")
            return try await make(name, file.header, file.rows, types, isWhole)
        case .rows(let objects):
            var columns: [String] = []
            for object in objects {
                for (key, _) in object.members where !columns.contains(key) { columns.append(key) }
            }
            let cells = objects.map { object in columns.map { Self.text(object[$0]) } }
            return try await make(name, columns, cells, types, isWhole)
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case nil, .null: nil
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .double(let number): "\(number)"
        case .some(let value): value.text
        }
    }

    private func make(
        _ name: String, _ columns: [String], _ rows: [[String?]], _ types: [String: String], _ isWhole: Bool
    ) async throws(NodeFailure) -> [String] {
        let table = SQLName.quoted(name)
        let named = Set(columns.map { $0.lowercased() })
        var all = columns
        if isWhole || columns.isEmpty { all += types.keys.filter { !named.contains($0) }.sorted() }
        guard !all.isEmpty else {
            throw NodeFailure(
                "\(relation.label) has no rows for an input whose columns nobody knows; name them in a row.")
        }
        let definitions = all.map { "\(SQLName.quoted($0)) VARCHAR" }.joined(separator: ", ")
        try await relation.execute("CREATE TEMP TABLE texts (\(definitions))")
        for row in rows {
            let values = row.map { $0.map(SQLName.literal) ?? "NULL" }.joined(separator: ", ")
            try await relation.execute("INSERT INTO texts (\(SQLName.list(columns))) VALUES (\(values))")
        }
        let found = try await ColumnTypes.infer(all, of: "texts", given: types, in: relation)
        let list = all.map { "CAST(\(SQLName.quoted($0)) AS \(found[$0] ?? "VARCHAR")) AS \(SQLName.quoted($0))" }
        try await relation.execute("CREATE TABLE \(table) AS SELECT \(list.joined(separator: ", ")) FROM texts")
        try await relation.execute("DROP TABLE texts")
        return columns
    }
}

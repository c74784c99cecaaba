internal import LookML

/// What stands on the explores of a model.
struct DerivedTables: Sendable {
    /// By the view's name; those that can't be built are left out.
    var tables: [String: DerivedTable] = [:]
    var tests: [DataTest] = []
    var problems: [Diagnostic] = []
}

/// The derived tables and the data tests of a model: queries that stand on its explores.
struct DerivedTableResolver {
    private let views: ModelViews
    private let reader: ExploreSourceReader
    private var problems: ProblemList { reader.problems }

    /// - Parameter tests: The blocks of its tests.
    static func resolve(_ reader: ExploreSourceReader, views: ModelViews, tests: [LookMLItem]) -> DerivedTables {
        let resolver = DerivedTableResolver(views: views, reader: reader)
        return DerivedTables(
            tables: resolver.tables(), tests: resolver.tests(tests), problems: reader.problems.all)
    }

    private func tables() -> [String: DerivedTable] {
        var tables: [String: DerivedTable] = [:]
        for name in views.objects.names where !views.objects.isTemplate(name) {
            guard let view = views.objects.object(name), view.item("sql_table_name") == nil,
                let (item, block) = view.blocks("derived_table").last
            else { continue }
            let form: DerivedTable.Form
            if let sql = block.token("sql") {
                form = .sql(TemplateCutter(view: nil, isInView: false, problems: problems).cut(sql).sql)
            } else if let source = block.blocks("explore_source").last,
                let query = reader.source(source.item, source.block)
            {
                if query.columns.isEmpty {
                    problems.report(
                        "missing-parameter", "The derived table of `\(name)` has no columns.", at: source.item.location,
                        suggestion: "column: name { field: view.field }")
                    continue
                }
                form = .explore(query)
            } else {
                continue
            }
            let storage = TableStorageReader(settings: views.settings, problems: problems)
            tables[name] = DerivedTable(
                view: name, form: form, storage: storage.storage(block, at: item.location), location: item.location)
        }
        return tables
    }

    /// The views on which a native derived table stands: the base of its explore, and those whose fields it names.
    static func views(of source: ExploreSource, in explore: Explore) -> [String] {
        let names = source.columns.map(\.field) + source.filters.map(\.field) + source.bindings.map(\.to)
        let aliases = Set(names.map { String($0.prefix { $0 != "." }) })
        let views = explore.guarded?.views ?? explore.views
        return views.filter { $0.join == nil || aliases.contains($0.alias) }.map(\.view)
    }

    private func tests(_ items: [LookMLItem]) -> [DataTest] {
        var tests: [DataTest] = []
        for item in items {
            guard let test = NamedObject(item) else {
                problems.report("missing-name", "This test has no name.", at: item.location)
                continue
            }
            guard !tests.contains(where: { $0.name == test.name }) else {
                problems.report(
                    "duplicate-name", "There is a test `\(test.name)` already.", at: test.location,
                    suggestion: "Rename one of them.")
                continue
            }
            let assertions = test.blocks("assert").compactMap { item, block -> DataTest.Assertion? in
                guard let name = block.name?.value, let expression = block.text("expression") else {
                    problems.report("missing-parameter", "`assert` needs a name and `expression`.", at: item.location)
                    return nil
                }
                return .init(name: name, expression: expression, location: item.location)
            }
            guard let source = test.blocks("explore_source").last, !assertions.isEmpty else {
                problems.report(
                    "missing-parameter", "The test `\(test.name)` needs `explore_source` and `assert`.",
                    at: test.location)
                continue
            }
            guard let query = reader.source(source.item, source.block) else { continue }
            tests.append(
                DataTest(name: test.name, source: query, assertions: assertions, location: test.location))
        }
        return tests
    }
}

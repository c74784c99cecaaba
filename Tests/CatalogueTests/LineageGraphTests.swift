import Catalogue
import Testing
import Warehouse

@Suite("Lineage from source to tile")
struct LineageGraphTests {
    /// The lines of the text form, which say node and step.
    private func lines(_ name: String, _ directions: Set<LineageTree.Direction>) async throws -> [String] {
        var lines: [String] = []
        try await withHouse { catalogue, _ in
            let graph = try await catalogue.graph()
            let found = graph.nodes(named: name)
            let trees = graph.trees(of: found, directions)
            #expect(trees.count == 1, "\(name) means \(found.map(\.name))")
            for tree in trees { lines = tree.text.split(separator: "\n").map(String.init) }
        }
        return lines
    }

    @Test("a field comes from columns, through models, from columns of sources")
    func fieldUp() async throws {
        #expect(
            try await lines("instance_day.users_per_ping", [.up]) == [
                "field instance_day.instance_day.users_per_ping",
                "  comes from:",
                "    column clean.instance_day.pings [aggregated]",
                "      table raw.pings [rows]",
                "    column clean.instance_day.users [aggregated]",
                "      column raw.pings.users [aggregated]",
            ])
        #expect(
            try await lines("account.shouted", [.up]) == [
                "field instance_day.account.shouted",
                "  comes from:",
                "    column clean.account.name [computed]",
                "      column raw.crm_account.name [copied]",
            ])
        // By way of a derived table, whose own query aggregates.
        #expect(
            try await lines("big_day.users", [.up]) == [
                "field big_day.big_day.users",
                "  comes from:",
                "    column clean.instance_day.users [aggregated]",
                "      column raw.pings.users [aggregated]",
            ])
    }

    @Test("a field that is the same in several explores has one tree")
    func fieldOfManyExplores() async throws {
        #expect(
            try await lines("instance.account_id", [.up]) == [
                "field instance.account_id in 2 explores: instance, instance_day",
                "  comes from:",
                "    column clean.instance.account_id [copied]",
                "      column raw.overrides.account_id [aggregated]",
                "      column raw.overrides.changed_at [aggregated]",
            ])
    }

    @Test("a column of a source is followed to the tiles that show it")
    func columnDown() async throws {
        #expect(
            try await lines("raw.pings.users", [.down]) == [
                "column raw.pings.users",
                "  is used by:",
                "    column clean.instance_day.users [aggregated]",
                "      field big_day.big_day.users [aggregated]",
                "      field instance_day.instance_day.total_users [aggregated]",
                "        look look:7 \"People by account\" [shows]",
                "          tile tile:9/people \"People\" [holds]",
                "            dashboard dashboard:9 \"Company\" [holds]",
                "      field instance_day.instance_day.users_per_ping [aggregated]",
                "        tile tile:9/rate \"Users per ping\" [shows]",
                "          dashboard dashboard:9 \"Company\" [holds]",
            ])
    }

    @Test("what only decides which rows there are is named and not followed")
    func conditions() async throws {
        #expect(
            try await lines("clean.account.revenue", [.up]) == [
                "column clean.account.revenue",
                "  comes from:",
                "    column raw.crm_account.arr [renamed]",
                "    column raw.crm_account.is_deleted [condition]",
            ])
        let key = try await lines("clean.instance.account_id", [.down])
        #expect(key.contains("    explore test::instance_day [condition]"))
        #expect(key.contains("    field instance.account_id in 2 explores [copied]"))
    }

    @Test("a table comes from tables, and explores and content stand on it")
    func tables() async throws {
        #expect(
            try await lines("clean.instance", [.up, .down]) == [
                "table clean.instance",
                "  comes from:",
                "    table clean.instance_day [reads]",
                "      table raw.pings [reads]",
                "    table raw.overrides [reads]",
                "    column clean.instance_day.instance_id [condition]",
                "    column raw.overrides.instance_id [condition]",
                "  is used by:",
                "    explore test::instance [reads]",
                "    explore test::instance_day [reads]",
                "      look look:7 \"People by account\" [reads]",
                "        tile tile:9/people \"People\" [holds]",
                "          dashboard dashboard:9 \"Company\" [holds]",
                "      tile tile:9/rate \"Users per ping\" [reads]",
                "        dashboard dashboard:9 \"Company\" [holds]",
            ])
    }

    @Test("a dashboard comes from its tiles, their fields and filters")
    func dashboardUp() async throws {
        #expect(
            try await lines("Company", [.up]) == [
                "dashboard dashboard:9 \"Company\"",
                "  comes from:",
                "    tile tile:9/people \"People\" [holds]",
                "      look look:7 \"People by account\" [holds]",
                "        field instance_day.account.name [shows]",
                "          column clean.account.name [copied]",
                "            column raw.crm_account.name [copied]",
                "        field instance_day.instance_day.day_date [filters]",
                "          column clean.instance_day.day [computed]",
                "            column raw.pings.received_at [computed]",
                "        field instance_day.instance_day.total_users [shows]",
                "          column clean.instance_day.users [aggregated]",
                "            column raw.pings.users [aggregated]",
                "    tile tile:9/rate \"Users per ping\" [holds]",
                "      field instance_day.instance_day.day_month [shows]",
                "        column clean.instance_day.day [computed] (see above)",
                "      field instance_day.instance_day.users_per_ping [shows]",
                "        column clean.instance_day.pings [aggregated]",
                "          table raw.pings [rows]",
                "        column clean.instance_day.users [aggregated] (see above)",
            ])
    }

    @Test("names are found in any case, by number and by title, and near ones are offered")
    func names() async throws {
        try await withHouse { catalogue, _ in
            let graph = try await catalogue.graph()
            #expect(graph.nodes(named: "RAW.Pings") == [.table(TableName(schema: "raw", "pings"))])
            #expect(graph.nodes(named: "people by account") == [.look("7")])
            #expect(graph.nodes(named: "7") == [.look("7")])
            #expect(graph.nodes(named: "users per ping") == [.tile(dashboard: "9", tile: "rate")])
            // A table of that name, and an explore.
            #expect(graph.nodes(named: "instance_day").count == 2)
            #expect(graph.nodes(named: "test::instance_day.account.name").count == 1)
            #expect(graph.nodes(named: "nothing").isEmpty)
            #expect(graph.suggestions(for: "clean.acount.revenue").first == "clean.account.revenue")
        }
    }

    @Test("JSON says kind, name, step and what follows")
    func json() async throws {
        try await withHouse { catalogue, _ in
            let graph = try await catalogue.graph()
            let node = try #require(graph.nodes(named: "account.shouted").first)
            let json = graph.tree(of: node, [.up]).json
            #expect(json["kind"]?.stringValue == "field")
            #expect(json["down"]?.isNull != false)
            let first = try #require(json["up"]?.arrayValue?.first)
            #expect(first["name"]?.stringValue == "clean.account.name")
            #expect(first["step"]?.stringValue == "computed")
            #expect(first["next"]?.arrayValue?.first?["name"]?.stringValue == "raw.crm_account.name")
        }
    }
}

import Testing

@testable import DemoData

@Suite struct TableTests {
    @Test func `rows have a value for every column and ids are unique`() throws {
        for table in smallCompany.tables() {
            #expect(table.schema == "raw")
            #expect(!table.rows.isEmpty || table.name == "telemetry_overrides", "\(table.name)")
            #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(table.name)")
            if table.columns.first?.name == "id" {
                #expect(Set(table.rows.compactMap(\.first)).count == table.rows.count, "\(table.name)")
            }
        }
    }

    @Test func `values have the types of their columns`() {
        for table in smallCompany.tables() {
            for row in table.rows {
                for (value, column) in zip(row, table.columns) {
                    let fits =
                        switch (value, column.type) {
                        case (.null, _), (.text, "VARCHAR"), (.int, "INTEGER"), (.int, "BIGINT"), (.double, "DOUBLE"),
                            (.bool, "BOOLEAN"), (.date, "DATE"), (.timestamp, "TIMESTAMP"):
                            true
                        default: false
                        }
                    #expect(fits, "\(table.name).\(column.name): \(value)")
                }
            }
        }
    }

    @Test func `the empty tables are the same tables`() {
        let empty = DemoCompany.emptyTables
        #expect(empty.map(\.name) == smallCompany.tables().map(\.name))
        #expect(empty.map(\.columns) == smallCompany.tables().map(\.columns))
        #expect(empty.allSatisfy { $0.rows.isEmpty })
    }

    @Test func `every way of hosting and of deploying is there in the ordinary company`() {
        let plan = CompanyPlan(settings: DemoSettings(endDay: 20_000))
        #expect(Set(plan.instances.map(\.hosting)) == [.dotcom, .managed, .selfHosted, .app])
        #expect(
            Set(plan.instances.map(\.deployType)).isSuperset(of: [
                "kubernetes", "helm", "kustomize", "docker-compose", "pure-docker", "docker-container", "server", "app",
                "dev",
            ]))
        #expect(plan.instances.filter { $0.hosting == .dotcom }.count == 1)
        #expect(plan.accounts.count == 200)
        #expect(Set(plan.accounts.map(\.name)).count == 200 && Set(plan.accounts.map(\.slug)).count == 200)
        #expect((290...350).contains(plan.instances.count))
        #expect(Set(plan.instances.compactMap(\.linkStep)) == [1, 2, 3, 4, 5])
        #expect(Set(plan.instances.map(\.telemetry)) == [.critical, .full, .fullAndEvents])
    }

    @Test func `the newest releases are those that the demo's settings name`() {
        let releases = ReleaseLine(settings: DemoSettings(endDay: 20_000))
        #expect(releases.newestServer(on: 20_000)?.version == ReleaseLine.newestServer)
        #expect(releases.app.last?.version == ReleaseLine.newestApp)
        #expect(releases.server.allSatisfy { $0.day <= 20_000 } && releases.app.allSatisfy { $0.day <= 20_000 })
    }

    @Test func `seats follow the newest licence of a subscription until it ends`() {
        func license(_ seats: Int, from created: Int, to expires: Int, tags: [String] = []) -> PlannedLicense {
            PlannedLicense(
                id: "\(created)", tags: tags, seats: seats, createdDay: created, expiresDay: expires, key: "")
        }
        var subscription = PlannedSubscription(id: "s", createdDay: 0)
        subscription.licenses = [license(10, from: 0, to: 100), license(25, from: 90, to: 200)]
        #expect(subscription.seats(endOf: 89) == 10)
        #expect(subscription.seats(endOf: 90) == 25)
        #expect(subscription.seats(endOf: 198) == 25)
        #expect(subscription.seats(endOf: 199) == nil)
        subscription.licenses[1].revokedDay = 150
        #expect(subscription.seats(endOf: 149) == 25)
        #expect(subscription.seats(endOf: 150) == nil)
        subscription.licenses[0].tags = ["trial"]
        #expect(subscription.seats(endOf: 50) == nil)
    }
}

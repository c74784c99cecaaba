import Catalogue
import Testing
import Warehouse

@Suite("Freshness from source to query")
struct FreshnessTests {
    /// 2024-05-09 00:00 and 2024-05-10 03:00 UTC.
    private let crm: Int64 = 1_715_212_800_000_000
    private let pings: Int64 = 1_715_310_000_000_000
    private let day: Int64 = 86_400_000_000

    @Test("each source has a moment, a standing, and a moment since when it is late")
    func sources() async throws {
        try await withHouse { catalogue, _ in
            let report = try await catalogue.freshness()
            #expect(
                report.sources.map(\.label) == ["CRM accounts", "Instances by hand", "Pings", "Ratings", "raw.lists"])
            let accounts = report.sources[0]
            #expect(accounts.completeTo == crm)
            #expect(accounts.standing == .warn)
            #expect(accounts.lateSince == crm + day)
            let byHand = report.sources[1]
            #expect(byHand.isKeptByHand && byHand.owner == "Data team")
            #expect(byHand.standing == .fresh)
            #expect(report.sources[2].completeTo == pings)
            #expect(report.sources[2].standing == .fresh && report.sources[2].lateSince == nil)
            // The newest rating is a month old, and nothing is late. 2024-05-10 11:00
            #expect(report.sources[3].completeTo == House.now - 3_600_000_000)
            #expect(report.sources[3].standing == .fresh)
            #expect(report.sources[4].standing == .unknown)
        }
    }

    @Test("a query is complete to the least of what it reads; late sources and hand-kept data are named")
    func queries() async throws {
        try await withHouse { catalogue, _ in
            let whole = try #require(
                try await catalogue.dataTime(
                    model: "test", explore: "instance_day",
                    fields: ["account.name", "instance_day.total_users", "twice"]))
            #expect(whole.completeTo == crm)
            #expect(whole.limitedBy == TableName(schema: "raw", "crm_account"))
            #expect(whole.late.map(\.label) == ["CRM accounts"])
            #expect(whole.keptByHand.map(\.label) == ["Instances by hand"])
            // 2024-03-01 12:00 to 2024-05-10 12:00 is 70 days.
            let json = whole.json(now: House.now)
            #expect(json["complete_through"]?.stringValue == "2024-05-09T00:00:00Z")
            #expect(json["late"]?.arrayValue?.first?["late_since"]?.stringValue == "2024-05-10T00:00:00Z")
            #expect(json["kept_by_hand"]?.arrayValue?.first?["age_seconds"]?.intValue == Int64(70 * 86_400))
            #expect(json["kept_by_hand"]?.arrayValue?.first?["owner"]?.stringValue == "Data team")

            // Only pings are read for this one.
            let users = try #require(
                try await catalogue.dataTime(
                    model: "test", explore: "instance_day", fields: ["instance_day.total_users"]))
            #expect(users.completeTo == pings)
            #expect(users.late.isEmpty && users.keptByHand.isEmpty)

            // No field at all: everything that the explore stands on.
            let explore = try await catalogue.dataTime(model: "test", explore: "instance_day", fields: [])
            #expect(explore?.completeTo == crm)
            #expect(try await catalogue.dataTime(model: "test", explore: "gone", fields: []) == nil)
        }
    }

    @Test("a table is no newer than what its pipeline has built")
    func built() async throws {
        let state = [
            "CREATE SCHEMA pipelines",
            """
            CREATE TABLE pipelines.version (node VARCHAR, "table" VARCHAR, built TIMESTAMP, complete_to TIMESTAMP)
            """,
            """
            CREATE TABLE pipelines.interval
                (node VARCHAR, "from" TIMESTAMP, "to" TIMESTAMP, partial BOOLEAN)
            """,
            // Days 6 and 7 are there, 8 is missing, 9 is there again: complete to the end of the 7th.
            """
            INSERT INTO pipelines.interval VALUES
                ('model.x.instance_day', '2024-05-06', '2024-05-07', false),
                ('model.x.instance_day', '2024-05-07', '2024-05-08', false),
                ('model.x.instance_day', '2024-05-09', '2024-05-10', false)
            """,
            """
            INSERT INTO pipelines.version VALUES
                ('model.x.instance_day', '"clean"."instance_day"', '2024-05-10 04:00', NULL),
                ('model.x.account', 'clean.account', '2024-05-08 20:00', '2024-05-08 19:00'),
                ('model.x.instance', 'clean.instance', '2024-05-10 04:00', NULL)
            """,
        ]
        try await withHouse(built: state) { catalogue, _ in
            let users = try await catalogue.dataTime(
                model: "test", explore: "instance_day", fields: ["instance_day.total_users"])
            // 2024-05-08 00:00
            #expect(users?.completeTo == crm - day)
            #expect(users?.limitedBy == TableName(schema: "clean", "instance_day"))
            let report = try await catalogue.freshness()
            // 2024-05-08 19:00
            let account = report.dataTime(of: [TableName(schema: "clean", "account")])
            #expect(account.completeTo == crm - 5 * 3_600_000_000)
            // The list kept by hand, last changed in March, makes what stands on it no older.
            let instance = report.dataTime(of: [TableName(schema: "clean", "instance")])
            #expect(instance.completeTo == crm - day)
            #expect(instance.limitedBy == TableName(schema: "clean", "instance_day"))
        }
    }

    @Test("a source that the warehouse can't be asked about is unknown, and the others are told")
    func broken() async throws {
        try await withHouse { catalogue, warehouse in
            try await warehouse.execute(Statement("ALTER TABLE raw.pings RENAME received_at TO came_at", label: "test"))
            let report = try await catalogue.freshness()
            let pings = try #require(report.sources.first { $0.label == "Pings" })
            #expect(pings.standing == .unknown)
            #expect(pings.problem?.contains("received_at") == true)
            #expect(report.sources.contains { $0.label == "CRM accounts" && $0.completeTo == crm })
        }
    }
}

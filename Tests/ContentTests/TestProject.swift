import Foundation
import LookML
import SemanticModel
import Synchronization

@testable import Content

/// A model `shop` with an explore `orders` whose fields are the names given.
func shop(
    fields: [String] = [
        "orders.created_date", "orders.created_month", "orders.status", "orders.count", "orders.is_test",
        "users.count",
    ], dashboards: [DashboardFile] = []
) -> Project {
    let place = SourceLocation(file: "models/shop.model.lkml", line: 1, column: 1)
    let all = fields.map { name in
        Field(
            name: name, view: String(name.prefix { $0 != "." }), shortName: String(name.drop { $0 != "." }.dropFirst()),
            category: .dimension, type: "string",
            kind: .plain(SQLTemplate(parts: [.text("1")], view: nil, location: place), .string), label: name,
            labelShort: name, viewLabel: "", fieldGroupLabel: nil, fieldGroupVariant: nil, dimensionGroup: nil,
            description: nil, hidden: false, primaryKey: false, valueFormat: nil, valueFormatName: nil, drillFields: [],
            tags: [], suggestions: nil, location: place)
    }
    let explore = Explore(
        name: "orders", model: "shop", label: "Orders", description: nil, groupLabel: nil, hidden: false, tags: [],
        views: [], fields: all, alwaysFilters: [], accessFilters: [], sqlAlwaysWhere: nil, sqlAlwaysHaving: nil,
        alwaysJoin: [], caseSensitive: true, location: place,
        fieldsByName: Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
    let model = Model(
        name: "shop", label: "Shop", connection: nil, explores: [explore], viewSources: [:], weekStartDay: .monday,
        fiscalMonthOffset: nil, namedValueFormats: [:], caseSensitive: true, location: place)
    return Project(name: "test", models: [model], dashboardFiles: dashboards, diagnostics: [])
}

func dashboardFile(_ text: String, path: String = "dashboards/a.dashboard.lookml") -> DashboardFile {
    DashboardFile(path: path, text: text, models: ["shop"])
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_700_000_000))

    var now: Date { time.withLock { $0 } }
    func advance(hours: Double) { time.withLock { $0.addTimeInterval(hours * 3600) } }
}

/// A database in a directory of its own, removed at the end.
final class TestDatabase: Sendable {
    let path: String
    let database: ContentDatabase
    let clock = TestClock()

    init() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appendingPathComponent("soundings.sqlite").path
        database = try ContentDatabase(path: path)
    }

    deinit {
        database.close()
        try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }

    var people: People { People(database, now: { [clock] in clock.now }) }
    var store: ContentStore { ContentStore(database, now: { [clock] in clock.now }) }
}

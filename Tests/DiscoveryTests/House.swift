import Content
import Foundation
import Logging
import LookML
import QueryCompiler
import SemanticModel
import Synchronization

@testable import Discovery

/// A small shop with an index over it, in a directory of its own.
final class House: Sendable {
    let folder: URL
    let database: ContentDatabase
    let content: ContentStore
    let discovery: Discovery
    let project: Project
    let time = HouseClock()

    static let model = """
        connection: "warehouse"
        access_grant: sees_costs { user_attribute: department allowed_values: ["finance"] }
        view: account {
          sql_table_name: account ;;
          dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
          dimension: name { type: string description: "What the customer is called." synonyms: ["client", "customer"] sql: ${TABLE}.name ;; }
          dimension: secret { type: string hidden: yes sql: ${TABLE}.secret ;; }
          dimension: margin { type: string required_access_grants: [sees_costs] sql: ${TABLE}.margin ;; }
          measure: count { type: count }
        }
        view: order {
          sql_table_name: orders ;;
          dimension: region { type: string sql: ${TABLE}.region ;; }
          measure: revenue { type: sum sql: ${TABLE}.revenue ;; }
        }
        view: own {
          derived_table: { sql: SELECT * FROM account WHERE owner = '{{ _user_attributes["email"] }}' ;; }
          dimension: name { type: string sql: ${TABLE}.name ;; }
        }
        explore: account {}
        explore: order { access_filter: { field: order.region user_attribute: region } }
        explore: own {}
        """

    /// Three dashboards and two Looks.
    static let files = [
        ("content/folders.yaml", "folder: {id: 12, name: Board room, description: For few}\n"),
        (
            "content/single.yaml",
            """
            dashboard: 409
            title: Single-instance dashboard
            description: Everything about one account.
            filters:
            - {name: Account name, title: Account, type: field_filter, default_value: Acme, model: shop, explore: account, field: account.name}
            elements:
            - {name: count, model: shop, explore: account, fields: [account.count]}
            """
        ),
        (
            "content/search.yaml",
            """
            dashboard: 423
            title: Search usage
            filters:
            - {name: Account name, title: Account, type: field_filter, model: shop, explore: account, field: account.name}
            - {name: Region, title: Region, type: field_filter, model: shop, explore: order, field: order.region}
            - {name: Own, title: Own, type: field_filter, model: shop, explore: own, field: own.name}
            - {name: Margin, title: Margin, type: field_filter, model: shop, explore: account, field: account.margin}
            elements:
            - {name: count, model: shop, explore: account, fields: [account.count]}
            """
        ),
        (
            "content/board.yaml",
            """
            dashboard: 500
            title: Board pack
            folder: 12
            elements:
            - {name: numbers, title: Revenue of the year, model: shop, explore: order, fields: [order.revenue]}
            """
        ),
        ("content/a.yaml", "look: {id: 1, title: Revenue, model: shop, explore: order, fields: [order.revenue]}\n"),
        (
            "content/b.yaml",
            "look: {id: 2, title: Revenue by region, model: shop, explore: order, fields: [order.region, order.revenue]}\n"
        ),
    ]

    init(model: String = House.model) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let project = ProjectResolver.resolve(
            name: "shop", files: [SourceFile(path: "shop.model.lkml", text: model)])
        self.project = project
        database = try ContentDatabase(path: folder.appendingPathComponent("soundings.sqlite").path)
        content = ContentStore(database, now: { [time] in time.now })
        discovery = try Discovery(
            path: folder.appendingPathComponent("search.sqlite").path,
            sources: Discovery.Sources(
                content: content, project: { (project, 0) }, metrics: { [] }, charts: { [] },
                now: { [time] in time.now }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        _ = try await content.synchronise(with: project, files: House.files)
    }

    deinit {
        discovery.close()
        database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Somebody who may see everything that the attributes let them.
    func reader(folders: Set<String>? = nil, attributes: [String: String] = [:]) -> SearchReader {
        SearchReader(
            folders: folders, project: project.opened(to: attributes), kinds: Set(FoundContent.Kind.allCases),
            seesData: true)
    }

    func search(_ text: String, as reader: SearchReader? = nil) async throws -> SearchAnswer {
        try await discovery.search(text, as: reader ?? self.reader())
    }

    /// Takes `values` for what every query gives; the explores that were asked.
    @discardableResult
    func readValues(_ values: [String], limits: ValueLimits = ValueLimits()) async -> [String] {
        let asked = Mutex<[String]>([])
        await discovery.refreshValues(project, limits: limits) { query in
            asked.withLock { $0.append("\(query.explore) \(query.fields.joined(separator: ","))") }
            return values
        }
        return asked.withLock { $0 }
    }
}

/// A clock that stands still until it is moved.
final class HouseClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_750_000_000))

    var now: Date { time.withLock { $0 } }
    func advance(days: Double) { time.withLock { $0.addTimeInterval(days * 86_400) } }
}

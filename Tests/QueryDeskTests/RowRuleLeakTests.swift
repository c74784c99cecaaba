import Foundation
import FrontDoor
import JSON
import LookML
import Presentation
import QueryCompiler
import QueryRunner
import SQL
import SemanticModel
import Synchronization
import Testing
import Warehouse

@testable import Content
@testable import QueryDesk

/// Random rules, random people, random questions on every way out of the desk, several of them at the same moment: whatever
/// comes out, no mark of a row that the asker may not see is in it.
@Suite struct RowRuleLeakTests {
    private static let isWhole = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == "1"
    private static let rounds = isWhole ? 500 : 15
    private static let questionsOfRound = 20

    /// A question with what is known of its answer.
    private struct Question: Sendable {
        var explore: Int
        var body: QueryBody
        var caller: Caller
        var attributes: [String: String]
        var options: RunOptions
        var format: ResultFormat
        /// Nothing but the rules narrows the rows.
        var isUnfiltered: Bool
    }

    @Test(.timeLimit(.minutes(60))) func `no row is seen that the asker's own rules forbid`() async throws {
        let seed = Self.isWhole ? UInt64.random(in: 1 ... .max) : 1
        var random = DeskRandom(seed: seed)
        for round in 0..<Self.rounds {
            let house = try await RuledHouse(random: &random)
            do {
                let people = (0..<5).map { _ in Self.attributes(&random) }
                // Groups of questions run at once, so that answers could be mixed up if they can be.
                for _ in 0..<(Self.questionsOfRound / 4) {
                    let shape = Self.shape(&random)
                    let questions = (0..<4).map { place in
                        // Mostly the same question by different people: what caches and shared queries could confuse.
                        Self.question(
                            place == 3 ? Self.shape(&random) : shape, of: people.randomElement(using: &random) ?? [:],
                            at: house, &random)
                    }
                    let answers = try await withThrowingTaskGroup(of: (Question, [UInt8]).self) { group in
                        for question in questions {
                            group.addTask { (question, try await Self.ask(question, at: house)) }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    for (question, answer) in answers {
                        Self.check(answer, to: question, at: house, "seed \(seed), round \(round)")
                    }
                }
                try await Self.checkOtherWays(people, at: house, &random, "seed \(seed), round \(round)")
                try await house.warehouse.close()
            } catch {
                try? await house.warehouse.close()
                throw error
            }
        }
    }

    // MARK: People and questions

    private static func attributes(_ random: inout DeskRandom) -> [String: String] {
        func value(_ prefix: String, _ count: Int) -> String? {
            switch random.next() % 10 {
            case 0: return nil
            case 1: return ""
            case 2:
                return ["%", "' OR 1=1 --", prefix + "%", "-" + prefix + "0", "\\", ",", "NOT NULL", ">=0"]
                    .randomElement(using: &random)
            case 3: return "\(prefix)0, \(prefix)\(count - 1)"
            default: return "\(prefix)\(Int.random(in: 0..<count, using: &random))"
            }
        }
        var attributes: [String: String] = [:]
        attributes["tenant"] = value("t", RuledHouse.tenants)
        attributes["region"] = value("r", RuledHouse.regions)
        attributes["level"] = value("", RuledHouse.levels)
        if random.next() % 2 == 0 { attributes["insider"] = "yes" }
        return attributes
    }

    private static let dimensions = [
        "orders.id", "orders.tenant", "orders.region", "orders.level", "orders.mark", "orders.chosen", "lines.text",
    ]
    private static let measures = [
        "orders.count", "orders.marks", "orders.newest", "lines.count", "lines.amount", "lines.texts",
    ]

    private static func shape(_ random: inout DeskRandom) -> ExploreQuery {
        var query = ExploreQuery(model: "house", explore: "", fields: [])
        func some(_ names: [String], _ most: Int) -> [String] {
            Array(names.shuffled(using: &random).prefix(Int.random(in: 0...most, using: &random)))
        }
        query.fields = some(dimensions, 3) + some(measures, 3)
        if query.fields.isEmpty { query.fields = ["orders.mark", "orders.count"] }
        let rows = query.fields.filter { dimensions.contains($0) }
        if rows.count > 1, query.fields.contains(where: measures.contains), random.next() % 3 == 0 {
            query.pivots = [rows[rows.count - 1]]
            query.rowTotal = random.next() % 2 == 0
        } else if rows.count > 1, random.next() % 3 == 0 {
            query.subtotals = [rows[0]]
        }
        query.total = random.next() % 2 == 0
        query.limit = [500, 500, 20, 10_001, nil].randomElement(using: &random) ?? 500
        switch random.next() % 8 {
        case 0: query.filters["orders.tenant"] = "t0,t1,t2,t3"
        case 1: query.filters["orders.mark"] = "%S%"
        case 2: query.filters["orders.tenant"] = "-nobody,' OR 1=1 --"
        case 3:
            query.filterExpression = "${orders.tenant} = \"t0\" OR ${orders.tenant} != \"t0\" OR ${lines.text} != \"\""
        case 4: query.filters["orders.level"] = ">=0 OR NULL"
        case 5: query.filters["orders.shown"] = "mark"
        default: break
        }
        if random.next() % 6 == 0 { query.fields.append("orders.broken") }
        if random.next() % 6 == 0 { query.fields.append("orders.inside") }
        if random.next() % 4 == 0 {
            var custom = DynamicField(
                name: "all_marks",
                kind: .measure(
                    DynamicField.CustomMeasure(
                        basedOn: "orders.mark", expression: nil, type: "list", percentile: nil, filters: [:],
                        filterExpression: "${orders.tenant} = \"t1\" OR 1 = 1")))
            custom.label = "All marks"
            query.dynamicFields.append(custom)
            query.fields.append("all_marks")
        }
        if random.next() % 4 == 0 {
            query.dynamicFields.append(
                DynamicField(name: "of_totals", kind: .tableCalculation(expression: "${orders.count} / 2")))
            if query.fields.contains("orders.count") { query.fields.append("of_totals") }
        }
        return query
    }

    private static func question(
        _ shape: ExploreQuery, of attributes: [String: String], at house: RuledHouse, _ random: inout DeskRandom
    ) -> Question {
        let explore = Int.random(in: 0..<house.rules.count, using: &random)
        var query = shape
        query.explore = "ruled_\(explore)"
        var permissions: Set<String> = ["access_data", "explore"]
        if random.next() % 2 == 0 { permissions.insert("see_sql") }
        var options = RunOptions()
        options.addsDrillLinks = random.next() % 2 == 0
        options.cache = [.fresh, .fresh, .fresh, .refresh, .only].randomElement(using: &random) ?? .fresh
        options.appliesFormatting = [nil, true, false].randomElement(using: &random) ?? nil
        let formats = ResultFormat.allCases.filter { $0 != .xlsx && $0 != .sql }
        return Question(
            explore: explore, body: QueryBody(query), caller: house.caller(attributes, permissions: permissions),
            attributes: attributes, options: options, format: formats.randomElement(using: &random) ?? .json,
            isUnfiltered: query.filters.isEmpty && query.filterExpression == nil)
    }

    /// The answer, or what is said of the failure.
    private static func ask(_ question: Question, at house: RuledHouse) async throws -> [UInt8] {
        do {
            return try await house.desk.answer(
                question.body, as: question.format, question.options, for: question.caller,
                origin: QueryOrigin(.query)
            ).collect(upTo: 64 << 20)
        } catch let failure as QueryFailure {
            return Array(
                FailureText.description(of: failure, showsDetails: question.caller.may("see_sql")).utf8)
        } catch let failure as RequestFailure {
            return Array("\(failure)".utf8)
        } catch let failure as WarehouseError {
            return Array(FailureText.description(of: failure, showsDetails: false).utf8)
        }
    }

    // MARK: What comes out

    private static func marks(in text: String) -> Set<String> {
        Set(text.matches(of: /S-t\d-r\d-n\d-\d+/).map { String($0.output) })
    }

    private static func check(_ answer: [UInt8], to question: Question, at house: RuledHouse, _ place: String) {
        let text = String(decoding: answer, as: UTF8.self)
        let visible = house.visible(through: question.explore, question.attributes)
        let leaked = marks(in: text).subtracting(visible.map(\.mark))
        #expect(
            leaked.isEmpty,
            "\(place): \(question.attributes) saw \(leaked.prefix(3)) through \(question.body.query) as \(question.format)"
        )
        if question.attributes["insider"] != "yes" {
            #expect(!text.contains("INSIDE-"), "\(place): a field behind a grant was seen: \(question.body.query)")
        }
        guard question.format == .jsonDetail, question.isUnfiltered, let json = try? JSONValue.parse(answer),
            json["errors"]?.isNull == true, question.body.query.pivots.isEmpty
        else { return }
        if let total = json["totals_data"]?["orders.count"]?["value"]?.intValue {
            #expect(total == Int64(visible.count), "\(place): the total counts rows that may not be seen")
        }
    }

    /// `nil` when a rule can't be read with what the attribute holds, so that there is no row at all.
    private static func unlessRefused<Value>(_ body: () async throws -> Value) async throws -> Value? {
        do {
            return try await body()
        } catch QueryFailure.invalid {
            return nil
        }
    }

    /// Suggestions, merged results, dashboards, tasks, and SQL of one's own.
    private static func checkOtherWays(
        _ people: [[String: String]], at house: RuledHouse, _ random: inout DeskRandom, _ place: String
    ) async throws {
        for attributes in people {
            let explore = Int.random(in: 0..<house.rules.count, using: &random)
            let caller = house.caller(attributes, permissions: ["access_data", "explore", "use_sql_runner", "see_sql"])
            let allowed = Set(house.visible(through: explore, attributes).map(\.mark))

            let model = try #require(house.live.current.model("house"))
            let opened = model.opened(to: attributes)
            let source = try #require(opened.explore("ruled_\(explore)"))
            let field = try #require(source.field("orders.mark"))
            if case .query(let query) = FieldSuggestions.of(field, in: source, of: opened, term: "S") {
                let found = try await unlessRefused {
                    try await house.desk.values(of: query, for: caller, origin: QueryOrigin(.suggestions)).values
                }
                #expect(Set(found ?? []) == allowed, "\(place): suggestions")
            } else {
                Issue.record("\(place): there are no suggestions")
            }

            let query = ExploreQuery(
                model: "house", explore: "ruled_\(explore)", fields: ["orders.tenant", "orders.marks"])
            let merge = try MergeDefinition(
                tile: [
                    [
                        "model": "house", "explore": .string(query.explore),
                        "fields": ["orders.tenant", "orders.marks"],
                    ],
                    [
                        "model": "house", "explore": .string(query.explore),
                        "fields": ["orders.tenant", "lines.texts"],
                        "join_fields": [["field_name": "orders.tenant", "source_field_name": "orders.tenant"]],
                    ],
                ], listeners: [], filters: DashboardFilters([], given: []))
            let merged = try await unlessRefused {
                try await house.desk.answer(
                    merge, as: .json, RunOptions(), for: caller, origin: QueryOrigin(.merge)
                ).collect(upTo: 1 << 24)
            }
            #expect(marks(in: String(decoding: merged ?? [], as: UTF8.self)) == allowed, "\(place): merged results")

            let tasks = QueryTasks(house.desk)
            let task = try await tasks.create(
                QueryTaskOrder(queryID: "1", body: QueryBody(query), format: .csv, options: RunOptions()), for: caller)
            while await tasks.task(task.id)?.endedAt == nil { await Task.yield() }
            let result = await tasks.task(task.id)?.result ?? []
            #expect(marks(in: String(decoding: result, as: UTF8.self)) == allowed, "\(place): tasks")

            let dashboard = try Dashboard.test(query)
            let run = DashboardRun(
                dashboard, filters: DashboardFilters([], given: []), as: .jsonDetail, RunOptions(), for: caller,
                at: house.desk)
            let lines = LineBox()
            try await run.run { lines.add($0) }
            #expect(marks(in: lines.text) == allowed, "\(place): dashboards")

            await #expect(throws: SQLAccess.Refusal.self, "\(place): SQL of one's own") {
                _ = try await house.desk.answer(
                    QueryDesk.SQLOrder(sql: "SELECT mark FROM orders", rows: 10), as: .json, RunOptions(), for: caller,
                    origin: QueryOrigin(.sqlRunner))
            }
        }
    }
}

/// Xorshift (Marsaglia 2003): the same numbers for the same seed.
struct DeskRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed == 0 ? 1 : seed }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// What a dashboard has written so far.
private final class LineBox: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ part: [UInt8]) { bytes.withLock { $0 += part } }

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}

extension Dashboard {
    /// A dashboard of two tiles that ask the same.
    fileprivate static func test(_ query: ExploreQuery) throws -> Dashboard {
        let definition = try QueryDefinition(
            json: JSONObject([
                ("model", .string(query.model)), ("view", .string(query.explore)),
                ("fields", .array(query.fields.map(JSONValue.string))),
            ]))
        let date = Date(timeIntervalSince1970: 0)
        let summary = DashboardSummary(
            id: "1", slug: nil, title: "Marks", description: "", folderID: "1", folderName: "Shared", model: nil,
            ownerID: nil, ownerName: nil, source: .database, createdAt: date, updatedAt: date, viewCount: 0,
            lastViewedAt: nil, version: 1, marks: ContentMarks())
        let elements = ["a", "b"].map { name in
            var tile = TileDefinition(name: name, kind: .vis)
            tile.query = definition
            return DashboardElement(
                id: name, dashboardID: "1", definition: tile,
                query: SavedQuery(id: "1", slug: "x", definition: definition), look: nil)
        }
        return Dashboard(
            summary: summary, definition: DashboardDefinition(id: "1", title: "Marks", folder: .id("1")), filters: [],
            elements: elements, layouts: [])
    }
}

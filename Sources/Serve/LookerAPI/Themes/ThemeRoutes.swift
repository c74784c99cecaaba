internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Themes: names for how embedded dashboards look. There is always one called Looker, which nobody can change.
struct ThemeRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("themes", use: all)
        routes.get("themes/search", use: search)
        routes.get("themes/default", use: defaultTheme)
        routes.put("themes/default", use: setDefault)
        routes.get("themes/active", use: active)
        routes.get("themes/:theme", use: show)
        routes.post("themes", use: create)
        routes.patch("themes/:theme", use: update)
        routes.delete("themes/:theme", use: remove)
    }

    private static let properties: [(String, PropertyReader.Kind)] = [
        ("name", .text), ("begin_at", .text), ("end_at", .text), ("settings", .object),
    ]

    // MARK: Reading

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        return .json(selecting(.array(try await themes().map { json($0, caller) }), request))
    }

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        var found = try await themes()
        if let id = request.parameter("id") {
            let ids = Set(id.split(separator: ",").map(String.init))
            found = found.filter { ids.contains($0.id) }
        }
        if let name = request.parameter("name") {
            found = found.filter { LikePattern(name).matches($0.name ?? "") }
        }
        return ListAnswer.respond(found.map { json($0, caller) }, request)
    }

    @Sendable func defaultTheme(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        let name = try await services.content.setting(Self.defaultName)?["name"]?.stringValue
        let themes = try await themes()
        return .json(json(themes.first { $0.name == name } ?? Self.standard, caller))
    }

    @Sendable func setDefault(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "administer")
        guard let name = request.parameter("name"), !name.isEmpty else {
            throw RequestFailure.invalid(
                "Validation Failed", [.init(field: "name", code: "missing_field", message: "name is required.")])
        }
        guard let theme = try await themes().first(where: { $0.name == name }) else {
            throw RequestFailure.notFound("theme")
        }
        try await services.content.set(Self.defaultName, JSONObject([("name", .string(name))]))
        return .json(json(theme, caller))
    }

    /// Those that are in force at a moment (`ts`, else now), of one name or all.
    @Sendable func active(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        let moment = try request.parameter("ts").map { try Self.moment($0, "ts") } ?? now
        let found = try await themes().filter { theme in
            (request.parameter("name").map { $0 == theme.name } ?? true)
                && (Self.time(theme.body["begin_at"]) ?? .distantPast) <= moment
                && (Self.time(theme.body["end_at"]) ?? .distantFuture) >= moment
        }
        return .json(selecting(.array(found.map { json($0, caller) }), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        return .json(selecting(json(try await find(context), caller), request))
    }

    // MARK: Writing

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "administer")
        let (name, body) = try await checked(request, onto: JSONObject(), name: nil)
        let theme = try await services.content.keep(.theme, body, of: nil, name: name)
        return .json(json(Self.renumbered(theme), caller))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "administer")
        let theme = try await findChangeable(context)
        let (name, body) = try await checked(request, onto: theme.body, name: theme.name)
        let changed = try await services.content.changeKept(.theme, id: theme.id) { kept in
            kept.body = body
            kept.name = name
        }
        guard let changed else { throw RequestFailure.notFound("theme") }
        return .json(json(Self.renumbered(changed), caller))
    }

    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        try await services.content.removeKept(.theme, id: try await findChangeable(context).id)
        return .empty(.noContent)
    }

    private func checked(
        _ request: Request, onto before: JSONObject, name old: String?
    ) async throws -> (name: String, body: JSONObject) {
        guard let given = try await request.json().objectValue else {
            throw RequestFailure.badRequest("A theme is a JSON object.")
        }
        var reader = PropertyReader()
        let read = reader.read(given, Self.properties)
        var problems = reader.problems
        var body = before
        for (key, value) in read.members where key != "name" {
            if key == "settings", let changes = value.objectValue {
                var settings = body["settings"]?.objectValue ?? JSONObject()
                for (key, value) in reader.read(changes, ThemeSettings.properties).members { settings[key] = value }
                for problem in reader.problems.all where !problems.all.contains(where: { $0.field == problem.field }) {
                    problems.invalid("settings." + problem.field, problem.message)
                }
                body[key] = .object(settings)
            } else if !value.isNull, Self.time(value) == nil {
                problems.invalid(key, "\(key) must be a time such as 2026-01-31T12:00:00Z.")
            } else {
                body[key] = value.isNull ? JSONValue?.none : value
            }
        }
        let name = read["name"]?.stringValue ?? old ?? ""
        // Names stand in addresses: Looker wants letters, digits and underscores.
        if name.isEmpty {
            problems.missing("name")
        } else if name.utf8.count > 100 || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
            problems.invalid("name", "A theme's name has letters, digits and underscores, 100 bytes at most.")
        } else if name == Self.standard.name {
            problems.invalid("name", "Looker is the name of the theme that is always there.")
        }
        try problems.throwIfAny()
        return (name, body)
    }

    // MARK: What there is

    private static let defaultName = "default_theme"
    private static let standard = KeptObject(
        id: "1", kind: .theme, userID: nil, subject: nil, name: "Looker", body: JSONObject(),
        createdAt: Date(timeIntervalSince1970: 0), updatedAt: Date(timeIntervalSince1970: 0))

    private var now: Date { Date(timeIntervalSince1970: Double(services.now()) / 1_000_000) }

    private func themes() async throws -> [KeptObject] {
        [Self.standard] + (try await services.content.kept(.theme)).map(Self.renumbered)
    }

    /// The first theme has the number 1 here, so that those that are kept begin at 2.
    private static func renumbered(_ theme: KeptObject) -> KeptObject {
        var theme = theme
        theme.id = Int64(theme.id).map { String($0 + 1) } ?? theme.id
        return theme
    }

    private func find(_ context: SoundingsRequestContext) async throws -> KeptObject {
        let id = try context.name("theme")
        guard let theme = try await themes().first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("theme")
        }
        return theme
    }

    /// As it is kept.
    private func findChangeable(_ context: SoundingsRequestContext) async throws -> KeptObject {
        var theme = try await find(context)
        guard theme.id != Self.standard.id else {
            throw RequestFailure.methodNotAllowed("The theme Looker is always there and can't be changed.")
        }
        theme.id = Int64(theme.id).map { String($0 - 1) } ?? theme.id
        return theme
    }

    private static func moment(_ text: String, _ field: String) throws -> Date {
        guard let date = time(.string(text)) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: field, code: "invalid", message: "\(field) must be a time such as 2026-01-31T12:00:00Z.")]
            )
        }
        return date
    }

    private static func time(_ value: JSONValue?) -> Date? {
        guard let text = value?.stringValue else { return nil }
        for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)] {
            if let date = try? Date(text, strategy: style) { return date }
        }
        // As the SDKs write times in addresses: without seconds.
        if text.hasSuffix("Z"), text.utf8.count == 17 {
            return try? Date(text.dropLast() + ":00Z", strategy: .iso8601)
        }
        return nil
    }

    private func json(_ theme: KeptObject, _ caller: Caller) -> JSONValue {
        let isFixed = theme.id == Self.standard.id
        return [
            "id": .string(theme.id), "name": JSONValue(theme.name),
            "begin_at": theme.body["begin_at"] ?? .null, "end_at": theme.body["end_at"] ?? .null,
            "settings": .object(ThemeSettings.whole(theme.body["settings"]?.objectValue ?? JSONObject())),
            "can": [
                "show": true, "index": true, "update": .bool(!isFixed && caller.isAdmin),
                "destroy": .bool(!isFixed && caller.isAdmin),
            ],
        ]
    }
}

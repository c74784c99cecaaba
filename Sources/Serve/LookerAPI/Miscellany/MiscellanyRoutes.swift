internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Time zones, locales, workspaces, integrations and the settings of the installation.
struct MiscellanyRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("timezones", use: timezones)
        routes.get("locales", use: locales)
        routes.get("workspaces", use: workspaces)
        routes.get("workspaces/:workspace", use: workspace)
        routes.get("integrations", use: integrations)
        routes.get("integration_hubs", use: integrations)
        routes.get("legacy_features", use: legacyFeatures)
        routes.get("setting", use: setting)
        routes.patch("setting", use: change)
    }

    /// Those that queries may be asked in, grouped by their continents.
    @Sendable func timezones(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        let zones = TimeZone.knownTimeZoneIdentifiers.sorted().map { name -> JSONValue in
            let parts = name.split(separator: "/", maxSplits: 1)
            return [
                "value": .string(name), "label": .string(name.replacing("_", with: " ")),
                "group": .string(parts.count == 2 ? String(parts[0]) : "Other"),
            ]
        }
        return .json(
            .array([["value": "UTC", "label": "UTC", "group": "Other"]] + zones.filter { $0["value"] != "UTC" }))
    }

    @Sendable func locales(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        return .json([["code": "en", "native_name": "English", "english_name": "English"]])
    }

    @Sendable func workspaces(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        return .json(.array([json("production", caller), json("dev", caller)]))
    }

    @Sendable func workspace(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        let id = try context.name("workspace")
        guard ["production", "dev"].contains(id) else { throw RequestFailure.notFound("workspace") }
        return .json(json(id, caller))
    }

    private func json(_ id: String, _ caller: Caller) -> JSONValue {
        let name = services.project.current.name
        let projects: [JSONValue] = caller.may("develop") ? [["id": .string(name), "name": .string(name)]] : []
        return ["id": .string(id), "projects": .array(projects), "can": ["show": true]]
    }

    /// No integration can be reached from here yet.
    @Sendable func integrations(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        return .json([])
    }

    @Sendable func legacyFeatures(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        return .json([])
    }

    // MARK: Settings

    private static let settingName = "looker_setting"

    /// What may be set. The rest of Looker's settings is about things that this server does not have; they read as off.
    private static let writable: [(String, PropertyReader.Kind)] = [
        ("onboarding_enabled", .bool), ("allow_user_timezones", .bool), ("override_warnings", .bool),
        ("email_domain_allowlist", .texts), ("login_notification_enabled", .bool),
        ("login_notification_text", .text), ("dashboard_auto_refresh_restriction", .bool),
        ("dashboard_auto_refresh_minimum_interval", .text), ("content_certification_documentation_link", .text),
        ("revoke_certification_on_edits", .bool), ("is_content_certification_enabled", .bool),
    ]

    @Sendable func setting(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        return .json(selecting(try await settings(), request))
    }

    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        guard let body = try await request.json().objectValue else {
            throw RequestFailure.badRequest("Settings are a JSON object.")
        }
        var reader = PropertyReader()
        let changes = reader.read(body, Self.writable)
        try reader.problems.throwIfAny()
        var kept = try await services.content.setting(Self.settingName) ?? JSONObject()
        for (name, value) in changes.members { kept[name] = value.isNull ? JSONValue?.none : value }
        try await services.content.set(Self.settingName, kept)
        return .json(selecting(try await settings(), request))
    }

    private func settings() async throws -> JSONValue {
        let kept = try await services.content.setting(Self.settingName) ?? JSONObject()
        var json = JSONObject()
        for (name, kind) in Self.writable {
            switch kind {
            case .bool: json[name] = kept[name] ?? false
            case .texts: json[name] = kept[name] ?? []
            default: json[name] = kept[name]
            }
        }
        for name in [
            "extension_framework_enabled", "extension_load_url_enabled", "marketplace_auto_install_enabled",
            "marketplace_enabled", "marketplace_terms_accepted", "data_connector_default_enabled",
            "embed_cookieless_v2", "embed_enabled",
        ] { json[name] = false }
        json["timezone"] = .string(services.timezone)
        json["host_url"] = .string(services.baseURL)
        return .object(json)
    }
}

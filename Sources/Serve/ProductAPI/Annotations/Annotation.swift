internal import Content
internal import FrontDoor
internal import JSON

/// Something that happened, which charts over time show: a release, an incident, or whatever somebody noted. Kept as
/// Amplitude's API keeps it, so that both know the same.
struct Annotation: Sendable {
    enum Kind: String, CaseIterable { case release, incident, note }

    /// What the records are called under which it can be kept.
    static let recordKind = "annotation"
    static let categoryKind = "annotation-category"
    /// What `POST /api/2/release` keeps; it can be removed, but is not changed here.
    static let releaseKind = "release"

    static let longestLabel = 200
    static let longestDetails = 2_000

    var record: ProjectRecord

    private func text(_ field: String) -> String? { record.body[field]?.stringValue }

    private var isRelease: Bool { record.kind == Self.releaseKind }
    /// A day or a moment, as it was written.
    var start: String? { isRelease ? text("release_start").map(Self.utc) : text("start") }
    var end: String? { isRelease ? text("release_end").map(Self.utc) : text("end") }
    var makerID: String? { text("created_by_id") }

    var label: String {
        guard isRelease else { return text("label") ?? "" }
        return [text("title"), text("version")].compactMap(\.self).first { !$0.isEmpty } ?? ""
    }

    var kind: Kind { isRelease ? .release : Self.kind(ofCategory: text("category")) }

    /// Releases write their moments as `2026-03-01 12:00:00`, in UTC.
    private static func utc(_ text: String) -> String {
        let isMoment = text.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) != nil
        return isMoment ? text.replacing(" ", with: "T") + "Z" : text
    }

    /// Amplitude's categories are free words; some of them say what it is.
    static func kind(ofCategory category: String?) -> Kind {
        switch category?.lowercased() {
        case "release", "releases", "deploy", "deployment", "deployments": .release
        case "incident", "incidents", "outage", "outages": .incident
        default: .note
        }
    }

    /// Whether a caller may change or remove it: whoever made it, and administrators.
    func mayChange(_ caller: Caller) -> Bool {
        caller.may("save_content") && (caller.isAdmin || makerID == caller.userID)
    }

    func json(for caller: Caller) -> JSONValue {
        [
            "id": .int(record.id), "kind": .string(kind.rawValue), "label": .string(label),
            "details": .string(text(isRelease ? "description" : "details") ?? ""), "start": JSONValue(start),
            "end": JSONValue(end), "category": isRelease ? .null : JSONValue(text("category")),
            "chart_id": JSONValue(isRelease ? nil : text("chart_id")), "made_by": JSONValue(text("created_by_name")),
            "can_change": .bool(!isRelease && mayChange(caller)), "can_delete": .bool(mayChange(caller)),
        ]
    }
}

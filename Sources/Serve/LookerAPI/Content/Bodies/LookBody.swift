internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON

/// A Look as clients write it, with the query that it names.
struct LookBody: Sendable {
    let body: APIBody
    let author: String
    let now: Date
    let query: QueryDefinition?
    /// `nil` for the program itself.
    private let caller: Caller?

    init(_ json: JSONValue, _ services: LookerServices, _ gate: ContentGate) async throws {
        let body = try APIBody(json)
        try self.init(
            json, query: try await services.queryDefinition(body), by: gate.caller.displayName, now: services.time,
            for: gate.caller)
    }

    /// - Parameter author: Who verifies, if somebody does.
    init(
        _ json: JSONValue, query: QueryDefinition?, by author: String, now: Date, for caller: Caller? = nil
    ) throws(ContentError) {
        self.caller = caller
        body = try APIBody(json)
        self.author = author
        self.now = now
        self.query = query
    }

    /// - Throws: `missing_field` without title, query or folder.
    func draft() throws(ContentError) -> LookDraft {
        let title = try body.required("title")
        guard let query else { throw ContentError(.missingField, "query_id is required.", field: "query_id") }
        guard let folder = try body.folderID() else {
            throw ContentError(.missingField, "folder_id is required.", field: "folder_id")
        }
        var draft = LookDraft(title: title, folderID: folder, query: query)
        try apply(to: &draft)
        return draft
    }

    func apply(to draft: inout LookDraft) throws(ContentError) {
        try body.text("title", into: &draft.title)
        try body.text("description", into: &draft.description)
        if let folder = try body.folderID() { draft.folderID = folder }
        if let query { draft.query = query }
        try body.text("slug", into: &draft.slug)
        try body.owner(into: &draft.ownerID, by: caller)
        try body.bool("deleted", into: &draft.deleted)
        for (name, standard) in [("public", false), ("is_run_on_load", true)] where body.has(name) {
            var value = standard
            try body.bool(name, into: &value, standard: standard)
            draft.settings[name] = value == standard ? JSONValue?.none : .some(.bool(value))
        }
        try body.marks(into: &draft.marks, by: author, now: now)
    }
}

extension APIBody {
    /// `folder_id`, its older name, or the id of a nested folder.
    func folderID() throws(ContentError) -> String? {
        if let id = try text("folder_id") { return id }
        if let id = try text("space_id") { return id }
        guard let folder = try object("folder") else { return nil }
        return try APIBody(.object(folder)).text("id")
    }
}

extension LookerServices {
    /// The clock as a date.
    var time: Date { Date(timeIntervalSince1970: Double(now()) / 1_000_000) }

    /// The query that a body names by `query_id`, or brings as `query`.
    /// - Throws: ``ContentError``: `invalid` for a number that no query has.
    func queryDefinition(_ body: APIBody) async throws -> QueryDefinition? {
        if let id = try body.text("query_id") {
            guard let query = try await content.query(id) else {
                throw ContentError(.invalid, "There is no query \(id.prefix(40)).", field: "query_id")
            }
            return query.definition
        }
        guard let object = try body.object("query") else { return nil }
        return try QueryDefinition(json: object)
    }
}

internal import Content
internal import Foundation
internal import JSON

/// What a request says of a statement; `nil` where it says nothing.
struct StatementFields: Sendable {
    let title: String?
    let description: String?
    let folder: String?
    let connection: String?
    let sql: String?
    /// A list of texts by the name of each parameter.
    let values: JSONObject?
    let chart: JSONObject?

    /// - Throws: ``RequestFailure/invalid(_:_:)`` with all that can't be read.
    init(_ body: JSONValue) throws {
        var fields = BodyFields(body)
        title = fields.text("title")?.trimmingCharacters(in: .whitespacesAndNewlines)
        description = fields.text("description")
        folder = fields.text("folder_id")
        connection = fields.text("connection")
        sql = fields.text("sql")
        values = fields.object("values")
        chart = fields.object("chart")
        for (name, value) in values?.members ?? [] {
            guard let texts = value.arrayValue, texts.allSatisfy({ $0.stringValue != nil }) else {
                fields.problem("values", "\(name.prefix(80)) has to be a list of texts.")
                continue
            }
        }
        try fields.check()
    }

    func apply(to draft: inout StatementDraft) {
        if let title { draft.title = title }
        if let description { draft.description = description }
        if let folder { draft.folderID = folder }
        if let connection { draft.connection = connection }
        if let sql { draft.sql = sql }
        if let values { draft.values = values }
        if let chart { draft.chart = chart }
    }
}

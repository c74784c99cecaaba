internal import Foundation
internal import JSON

/// `/api/3/annotations` and `/api/3/annotation-categories`: notes on moments that charts show.
struct Annotations: Sendable {
    private static let kind = "annotation"
    private static let categories = "annotation-category"

    let records: any AmplitudeRecords
    let project: Int

    /// Those of a category or a chart, or that touch a time.
    func list(_ query: FormFields) async throws -> JSONValue {
        let from = try moment(query["start"], "start")
        let until = try moment(query["end"], "end")
        let found = try await records.records(Self.kind, project: project).filter { record in
            let start = record.body["start"]?.stringValue
            let end = record.body["end"]?.stringValue ?? start
            if let category = query["category"], category != record.body["category"]?.stringValue { return false }
            if let chart = query["chart_id"], chart != record.body["chart_id"]?.stringValue { return false }
            if let from, let time = end.flatMap(Self.parsed), time < from { return false }
            if let until, let time = start.flatMap(Self.parsed), time > until { return false }
            return true
        }
        var described: [JSONValue] = []
        for record in found { described.append(try await describe(record)) }
        return ["data": .array(described)]
    }

    func one(_ id: String) async throws -> JSONValue { ["data": try await describe(try await find(id, Self.kind))] }

    func create(_ body: JSONValue) async throws -> JSONValue {
        let read = try self.body(body, over: JSONObject())
        guard read["label"] != nil else { throw AmplitudeFailure.invalid("label is missing.") }
        guard read["start"] != nil else { throw AmplitudeFailure.invalid("start is missing.") }
        let made = try await records.add(Self.kind, key: UUID().uuidString, read, project: project)
        guard let made else { throw AmplitudeFailure.conflict("Try again.") }
        try await addCategory(of: read)
        return ["data": try await describe(made)]
    }

    func update(_ id: String, _ body: JSONValue) async throws -> JSONValue {
        var record = try await find(id, Self.kind)
        record.body = try self.body(body, over: record.body)
        _ = try await records.change(record, Self.kind, project: project)
        try await addCategory(of: record.body)
        return ["data": try await describe(record)]
    }

    func delete(_ id: String) async throws -> JSONValue {
        let record = try await find(id, Self.kind)
        try await records.remove(id: record.id, project: project)
        return ["data": ["id": .int(record.id)]]
    }

    // MARK: Categories

    func listCategories() async throws -> JSONValue {
        ["data": .array(try await records.records(Self.categories, project: project).map(describeCategory))]
    }

    func category(_ id: String) async throws -> JSONValue {
        ["data": describeCategory(try await find(id, Self.categories))]
    }

    func createCategory(_ body: JSONValue) async throws -> JSONValue {
        guard let name = body["category"]?.stringValue, !name.isEmpty else {
            throw AmplitudeFailure.invalid("category is missing.")
        }
        guard let made = try await records.add(Self.categories, key: name, JSONObject(), project: project) else {
            throw AmplitudeFailure.conflict("There is already a category \"\(name)\".")
        }
        return ["data": describeCategory(made)]
    }

    func renameCategory(_ id: String, _ body: JSONValue) async throws -> JSONValue {
        var record = try await find(id, Self.categories)
        guard let name = body["category"]?.stringValue, !name.isEmpty else {
            throw AmplitudeFailure.invalid("category is missing.")
        }
        let old = record.key
        record.key = name
        guard try await records.change(record, Self.categories, project: project) else {
            throw AmplitudeFailure.conflict("There is already a category \"\(name)\".")
        }
        try await move(from: old, to: .string(name))
        return ["data": describeCategory(record)]
    }

    func deleteCategory(_ id: String) async throws -> JSONValue {
        let record = try await find(id, Self.categories)
        try await records.remove(id: record.id, project: project)
        try await move(from: record.key, to: nil)
        return ["data": ["id": .int(record.id)]]
    }

    private func move(from old: String, to new: JSONValue?) async throws {
        for var annotation in try await records.records(Self.kind, project: project)
        where annotation.body["category"]?.stringValue == old {
            annotation.body["category"] = new
            _ = try await records.change(annotation, Self.kind, project: project)
        }
    }

    private func addCategory(of body: JSONObject) async throws {
        guard let name = body["category"]?.stringValue else { return }
        _ = try await records.add(Self.categories, key: name, JSONObject(), project: project)
    }

    // MARK: Reading and writing

    private func body(_ value: JSONValue, over old: JSONObject) throws(AmplitudeFailure) -> JSONObject {
        var body = old
        for field in ["label", "start", "end", "category", "chart_id", "details"] {
            guard let given = value[field] else { continue }
            if given.isNull {
                body[field] = nil
                continue
            }
            guard let text = given.stringValue, !text.isEmpty || field == "details" else {
                throw .invalid("\(field) has to be a text.")
            }
            if field == "start" || field == "end" { _ = try moment(text, field) }
            body[field] = .string(text)
        }
        if body["label"] == nil || body["start"] == nil, !old.isEmpty {
            throw .invalid("An annotation needs its label and its start.")
        }
        return body
    }

    private func moment(_ text: String?, _ name: String) throws(AmplitudeFailure) -> Date? {
        guard let text else { return nil }
        guard let time = Self.parsed(text) else {
            throw .invalid("\(name) is \"\(text.prefix(40))\", which is no moment. Write it as 2026-03-01T12:00:00Z.")
        }
        return time
    }

    /// A moment or a day in ISO 8601.
    private static func parsed(_ text: String) -> Date? {
        let parser = ISO8601DateFormatter()
        for options in [
            ISO8601DateFormatter.Options.withInternetDateTime, [.withInternetDateTime, .withFractionalSeconds],
            [.withFullDate],
        ] {
            parser.formatOptions = options
            if let time = parser.date(from: text) { return time }
        }
        return nil
    }

    private func find(_ id: String, _ kind: String) async throws -> AmplitudeRecord {
        let all = try await records.records(kind, project: project)
        guard let record = all.first(where: { String($0.id) == id }) else {
            throw AmplitudeFailure.notFound("There is none with the id \(id.prefix(40)).")
        }
        return record
    }

    private func describe(_ record: AmplitudeRecord) async throws -> JSONValue {
        var members = JSONObject([("id", .int(record.id))])
        for field in ["label", "start", "end", "details", "chart_id"] { members[field] = record.body[field] ?? .null }
        members["category"] = .null
        if let name = record.body["category"]?.stringValue {
            let all = try await records.records(Self.categories, project: project)
            members["category"] = all.first { $0.key == name }.map(describeCategory) ?? .null
        }
        return .object(members)
    }

    private func describeCategory(_ record: AmplitudeRecord) -> JSONValue {
        ["id": .int(record.id), "category": .string(record.key)]
    }
}

/// `/api/2/release`: when a version of the product came out.
struct Releases: Sendable {
    let records: any AmplitudeRecords
    let project: Int

    private static let fields = [
        "version", "title", "release_start", "release_end", "description", "platforms", "created_by",
        "chart_visibility",
    ]

    func create(_ form: FormFields) async throws -> JSONValue {
        var body = JSONObject()
        for name in ["version", "title", "release_start"] { _ = try form.required(name) }
        for name in Self.fields { if let value = form[name] { body[name] = .string(value) } }
        guard let made = try await records.add("release", key: UUID().uuidString, body, project: project) else {
            throw AmplitudeFailure.conflict("Try again.")
        }
        body["id"] = .int(made.id)
        return ["success": true, "release": .object(body)]
    }
}

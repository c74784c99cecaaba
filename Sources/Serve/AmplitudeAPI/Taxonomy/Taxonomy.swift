internal import JSON

/// `/api/2/taxonomy/…`: what events and properties are supposed to be.
struct Taxonomy: Sendable {
    let kind: TaxonomyKind
    let records: any AmplitudeRecords
    let project: Int
    /// What was collected, whether anybody has planned it or not.
    let observed: ObservedNames

    /// What is planned, then what was collected beside it; hidden events are left out.
    func list(_ query: FormFields) async throws -> JSONValue {
        let scope = kind.scope.flatMap { query[$0] }
        let showsDeleted = query["showDeleted"]?.lowercased() == "true"
        let known = try await records.records(kind.records, project: project)
        var entries = known.filter { record in
            (showsDeleted || !record.isDeleted) && !isHidden(record)
                && (scope == nil || record.body[kind.scope ?? ""]?.stringValue == scope)
        }.map { describe($0.body) }
        let planned = Set(
            known.filter { scope == nil || $0.body[kind.scope ?? ""]?.stringValue == scope }
                .compactMap { $0.body[kind.name]?.stringValue })
        for name in try await observed.names(of: kind, in: scope) where !planned.contains(name) {
            entries.append(describe(entry(name, in: scope)))
        }
        return Self.success(.array(entries))
    }

    private func isHidden(_ record: AmplitudeRecord) -> Bool {
        kind.path == "event"
            && ["is_hidden", "is_hidden_from_dropdowns"].contains { record.body[$0]?.boolValue == true }
    }

    func one(_ called: String, _ query: FormFields) async throws -> JSONValue {
        let name = kind.plain(called)
        if let record = try await find(name, query), !record.isDeleted { return Self.success(describe(record.body)) }
        let scope = kind.scope.flatMap { query[$0] }
        guard try await observed.names(of: kind, in: scope).contains(name) else { throw missing(name) }
        return Self.success(describe(entry(name, in: scope)))
    }

    func create(_ form: FormFields) async throws {
        let name = kind.plain(try form.required(kind.name))
        let scope = kind.scope.flatMap { form[$0] }
        if kind.path == "group-property", scope == nil { throw AmplitudeFailure.invalid("group_type is missing.") }
        let body = try kind.body(form, over: entry(name, in: scope))
        try await checkCategory(body)
        let key = kind.key(name, in: scope)
        guard try await records.add(kind.records, key: key, body, project: project) != nil else {
            throw AmplitudeFailure.conflict("There is already \(words) \"\(name)\".")
        }
    }

    func update(_ called: String, _ form: FormFields) async throws {
        let name = kind.plain(called)
        var record: AmplitudeRecord
        if let found = try await find(name, form) {
            record = found
        } else {
            // What was collected can be described without having been planned.
            guard let made = try await plan(name, form) else { throw missing(name) }
            record = made
        }
        record.body = try kind.body(form, over: record.body)
        try await checkCategory(record.body)
        if let new = form[kind.newName].map(kind.plain) {
            record.body[kind.name] = .string(new)
            record.key = kind.key(new, in: kind.scope.flatMap { record.body[$0]?.stringValue })
        }
        guard try await records.change(record, kind.records, project: project) else {
            throw AmplitudeFailure.conflict("There is already \(words) of this name.")
        }
    }

    func delete(_ called: String, _ form: FormFields, restores: Bool = false) async throws {
        let name = kind.plain(called)
        var record = try await find(name, form)
        if record == nil, !restores { record = try await plan(name, form) }
        guard var record, record.isDeleted == restores else { throw missing(name) }
        record.isDeleted = !restores
        _ = try await records.change(record, kind.records, project: project)
    }

    /// Makes a record of what was collected.
    /// - Returns: `nil` if nothing of this name was.
    private func plan(_ name: String, _ form: FormFields) async throws -> AmplitudeRecord? {
        let scope = kind.scope.flatMap { form[$0] }
        guard try await observed.names(of: kind, in: scope).contains(name) else { return nil }
        return try await records.add(
            kind.records, key: kind.key(name, in: scope), entry(name, in: scope), project: project)
    }

    private func entry(_ name: String, in scope: String?) -> JSONObject {
        var body = JSONObject([(kind.name, .string(name))])
        if let field = kind.scope, let scope { body[field] = .string(scope) }
        return body
    }

    private func find(_ name: String, _ form: FormFields) async throws -> AmplitudeRecord? {
        let key = kind.key(name, in: kind.scope.flatMap { form[$0] })
        return try await records.records(kind.records, project: project).first { $0.key == key }
    }

    private func checkCategory(_ body: JSONObject) async throws {
        guard kind.path == "event", let name = body["category"]?.stringValue, !name.isEmpty else { return }
        let categories = try await records.records(Categories.kind, project: project)
        guard categories.contains(where: { $0.key == name }) else {
            throw AmplitudeFailure.invalid("There is no category \"\(name)\". Make it first.")
        }
    }

    /// All fields, also those of which nothing is said.
    private func describe(_ body: JSONObject) -> JSONValue {
        var members = JSONObject([(kind.name, JSONValue(body[kind.name]?.stringValue.map(kind.shown)))])
        if let scope = kind.scope { members[scope] = body[scope] ?? .null }
        for (field, value) in kind.fields.sorted(by: { $0.key < $1.key }) {
            members[field] = body[field] ?? missing(field, value)
        }
        if kind.path == "event" {
            members["category"] = body["category"].map { ["name": $0] } ?? .null
        }
        return .object(members)
    }

    /// A list of no values would allow none.
    private func missing(_ field: String, _ value: TaxonomyKind.Value) -> JSONValue {
        switch value {
        case .flag: .bool(field == "is_active")
        case .list: field == "enum_values" ? .null : []
        case .text: .null
        }
    }

    private func missing(_ name: String) -> AmplitudeFailure { .notFound("There is no \(words) \"\(name)\".") }

    private var words: String { kind.path.replacing("-", with: " ") }

    static func success(_ data: JSONValue? = nil) -> JSONValue {
        var members = JSONObject([("success", true)])
        if let data { members["data"] = data }
        return .object(members)
    }
}

internal import JSON

/// `/api/2/taxonomy/…`: what events and properties are supposed to be.
struct Taxonomy: Sendable {
    let kind: TaxonomyKind
    let records: any AmplitudeRecords
    let project: Int
    /// Names of what was collected, whether anybody has planned it or not.
    let observed: @Sendable () async throws -> [String]

    func list(_ query: FormFields) async throws -> JSONValue {
        let scope = kind.scope.flatMap { query[$0] }
        let showsDeleted = query["showDeleted"]?.lowercased() == "true"
        let known = try await records.records(kind.records, project: project)
        var entries = known.filter { record in
            (showsDeleted || !record.isDeleted) && (scope == nil || record.body[kind.scope ?? ""]?.stringValue == scope)
        }.map { describe($0.body) }
        let planned = Set(known.map(\.key))
        for name in try await observed() where !planned.contains(name) {
            entries.append(describe(JSONObject([(kind.name, .string(name))])))
        }
        return Self.success(.array(entries))
    }

    func one(_ name: String, _ query: FormFields) async throws -> JSONValue {
        if let record = try await find(name, query), !record.isDeleted { return Self.success(describe(record.body)) }
        guard try await observed().contains(name) else { throw missing(name) }
        return Self.success(describe(JSONObject([(kind.name, .string(name))])))
    }

    func create(_ form: FormFields) async throws {
        let name = try form.required(kind.name)
        let scope = kind.scope.flatMap { form[$0] }
        if kind.path == "group-property", scope == nil { throw AmplitudeFailure.invalid("group_type is missing.") }
        var body = JSONObject([(kind.name, .string(name))])
        if let field = kind.scope, let scope { body[field] = .string(scope) }
        body = try kind.body(form, over: body)
        try await checkCategory(body)
        let key = kind.key(name, in: scope)
        guard try await records.add(kind.records, key: key, body, project: project) != nil else {
            throw AmplitudeFailure.conflict("There is already \(words) \"\(name)\".")
        }
    }

    func update(_ name: String, _ form: FormFields) async throws {
        var record: AmplitudeRecord
        if let found = try await find(name, form) {
            record = found
        } else {
            // What was collected can be described without having been planned.
            guard try await observed().contains(name),
                let made = try await records.add(
                    kind.records, key: name, JSONObject([(kind.name, .string(name))]), project: project)
            else { throw missing(name) }
            record = made
        }
        record.body = try kind.body(form, over: record.body)
        try await checkCategory(record.body)
        if let new = form[kind.newName] {
            record.body[kind.name] = .string(new)
            record.key = kind.key(new, in: kind.scope.flatMap { record.body[$0]?.stringValue })
        }
        guard try await records.change(record, kind.records, project: project) else {
            throw AmplitudeFailure.conflict("There is already \(words) of this name.")
        }
    }

    func delete(_ name: String, _ form: FormFields, restores: Bool = false) async throws {
        var record = try await find(name, form)
        if record == nil, !restores, try await observed().contains(name) {
            record = try await records.add(
                kind.records, key: name, JSONObject([(kind.name, .string(name))]), project: project)
        }
        guard var record, record.isDeleted == restores else { throw missing(name) }
        record.isDeleted = !restores
        _ = try await records.change(record, kind.records, project: project)
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

    /// All fields, null where nothing is said.
    private func describe(_ body: JSONObject) -> JSONValue {
        var members = JSONObject([(kind.name, body[kind.name] ?? .null)])
        if let scope = kind.scope { members[scope] = body[scope] ?? .null }
        for (field, value) in kind.fields.sorted(by: { $0.key < $1.key }) {
            let missing: JSONValue = value == .flag ? .bool(field == "is_active") : value == .list ? [] : .null
            members[field] = body[field] ?? missing
        }
        if kind.path == "event" {
            members["category"] = body["category"].map { ["name": $0] } ?? .null
        }
        return .object(members)
    }

    private func missing(_ name: String) -> AmplitudeFailure { .notFound("There is no \(words) \"\(name)\".") }

    private var words: String { kind.path.replacing("-", with: " ") }

    static func success(_ data: JSONValue? = nil) -> JSONValue {
        var members = JSONObject([("success", true)])
        if let data { members["data"] = data }
        return .object(members)
    }
}

/// `/api/2/taxonomy/category`: categories of events. They are changed by number.
struct Categories: Sendable {
    static let kind = "taxonomy/category"

    let records: any AmplitudeRecords
    let project: Int

    func list() async throws -> JSONValue {
        Taxonomy.success(.array(try await records.records(Self.kind, project: project).map(describe)))
    }

    func one(_ name: String) async throws -> JSONValue {
        let all = try await records.records(Self.kind, project: project)
        guard let record = all.first(where: { $0.key == name }) else {
            throw AmplitudeFailure.notFound("There is no category \"\(name)\".")
        }
        return Taxonomy.success(describe(record))
    }

    func create(_ form: FormFields) async throws -> JSONValue {
        let name = try form["category_name"] ?? form.required("name")
        let body = JSONObject([("name", .string(name))])
        guard let made = try await records.add(Self.kind, key: name, body, project: project) else {
            throw AmplitudeFailure.conflict("There is already a category \"\(name)\".")
        }
        return Taxonomy.success(describe(made))
    }

    /// Events of the category keep it under its new name.
    func rename(_ id: String, _ form: FormFields) async throws {
        var record = try await find(id)
        let (old, name) = (record.key, try form["category_name"] ?? form.required("name"))
        record.key = name
        record.body["name"] = .string(name)
        guard try await records.change(record, Self.kind, project: project) else {
            throw AmplitudeFailure.conflict("There is already a category \"\(name)\".")
        }
        try await move(from: old, to: .string(name))
    }

    func delete(_ id: String) async throws {
        let record = try await find(id)
        try await records.remove(id: record.id, project: project)
        try await move(from: record.key, to: nil)
    }

    private func move(from old: String, to new: JSONValue?) async throws {
        let kind = TaxonomyKind.event.records
        for var event in try await records.records(kind, project: project)
        where event.body["category"]?.stringValue == old {
            event.body["category"] = new
            _ = try await records.change(event, kind, project: project)
        }
    }

    private func find(_ id: String) async throws -> AmplitudeRecord {
        let all = try await records.records(Self.kind, project: project)
        guard let record = all.first(where: { String($0.id) == id }) else {
            throw AmplitudeFailure.notFound("There is no category with the id \(id.prefix(40)).")
        }
        return record
    }

    private func describe(_ record: AmplitudeRecord) -> JSONValue {
        ["id": .int(record.id), "name": .string(record.key)]
    }
}

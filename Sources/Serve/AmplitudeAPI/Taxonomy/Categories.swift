internal import JSON

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

internal import Content
internal import Foundation
internal import JSON
internal import ProductAnalytics

/// Cohorts as answers write them.
struct CohortJSON {
    let calendar: ChartCalendar

    /// - Parameters:
    ///   - kept: What the warehouse keeps of it.
    ///   - whole: Whether with the definition, which may be a long list.
    func describe(_ saved: SavedCohort, kept: KeptCohort?, whole: Bool) -> JSONValue {
        var members = JSONObject([
            ("id", .string(saved.id)), ("name", .string(saved.name)), ("description", .string(saved.description)),
            ("version", JSONValue(saved.version)), ("read_only", .bool(saved.readOnly)),
        ])
        if case .file(let path) = saved.source { members["file"] = .string(path) }
        if let cohort = try? saved.cohort() {
            members["count_by"] = .string(cohort.unit.word)
            let isList = if case .list = cohort.content { true } else { false }
            members["kind"] = .string(isList ? "list" : "definition")
            members["words"] = .string(cohort.words)
            if let source = cohort.source { members["source"] = source.json }
        }
        members["note"] = .string(saved.note)
        members["author"] = saved.authorID.map { ["id": .string($0), "name": JSONValue(saved.authorName)] } ?? .null
        members["owner"] = saved.ownerID.map { ["id": .string($0), "name": JSONValue(saved.ownerName)] } ?? .null
        members["changed_at"] = time(saved.changedAt)
        members["created_at"] = time(saved.createdAt)
        members["members"] = kept.map(describe) ?? .null
        if whole { members["definition"] = .object(saved.definition) }
        return .object(members)
    }

    func describe(_ kept: KeptCohort) -> JSONValue {
        [
            "version": JSONValue(kept.version), "size": JSONValue(kept.size), "unknown_ids": JSONValue(kept.unknownIDs),
            "as_of": .string(ChartTime.iso(kept.asOf, in: calendar)),
            "computed_at": .string(ChartTime.iso(kept.computedAt, in: calendar)),
        ]
    }

    func describe(_ page: CohortPage, of name: String) -> JSONValue {
        [
            "cohort": .string(name), "version": JSONValue(page.version), "size": JSONValue(page.size),
            "as_of": .string(ChartTime.iso(page.asOf, in: calendar)), "members": .array(page.members),
            "next": JSONValue(page.next),
        ]
    }

    private func time(_ date: Date) -> JSONValue {
        date == .distantPast
            ? .null : .string(ChartTime.iso(Int64(date.timeIntervalSince1970 * 1_000) * 1_000, in: calendar))
    }
}

extension EventRequest.Unit {
    /// As definitions write it.
    var word: String { if case .group(let type) = self { type } else { "person" } }
}

internal import Content
internal import Foundation
internal import JSON

extension APIBody {
    /// `certification_metadata` as Looker has it; `tags` and `deprecated` are ours.
    func marks(into marks: inout ContentMarks, by author: String, now: Date) throws(ContentError) {
        if has("certification_metadata") {
            if let object = try object("certification_metadata") {
                let inner = try APIBody(.object(object))
                let status = try inner.text("certification_status") ?? Verification.certified
                guard [Verification.certified, Verification.revoked].contains(status) else {
                    throw Self.wrong("certification_status", "certified or revoked")
                }
                let notes = try inner.text("notes")
                if marks.verification?.status != status || marks.verification?.notes != notes {
                    marks.verification = Verification(
                        status: status, notes: notes, by: author, at: now.formatted(.iso8601))
                }
            } else {
                marks.verification = nil
            }
        }
        if let tags = try texts("tags") {
            var seen: [String] = []
            for tag in tags where !tag.isEmpty && !seen.contains(tag) { seen.append(tag) }
            guard seen.count <= 50, seen.allSatisfy({ $0.count <= 80 }) else {
                throw Self.wrong("tags", "at most 50 words of at most 80 characters")
            }
            marks.tags = seen
        }
        guard has("deprecated") else { return }
        guard let object = try object("deprecated") else { return marks.deprecation = nil }
        let inner = try APIBody(.object(object))
        var successor: ContentReference?
        if let path = try inner.text("successor"), !path.isEmpty {
            guard let reference = ContentReference(path: path), reference.kind != .folder else {
                throw Self.wrong("successor", "the address of a Look, dashboard or board, such as /dashboards/409")
            }
            successor = reference
        }
        marks.deprecation = Deprecation(successor: successor, note: try inner.text("note"))
    }
}

import JSON
import LookML

extension ContentMarks {
    /// The members that a content file has for them; none where there is nothing to say.
    var fileForm: JSONObject {
        var form = JSONObject()
        if !tags.isEmpty { form["tags"] = .array(tags.map(JSONValue.string)) }
        if let verification {
            var inner = JSONObject()
            if verification.status != Verification.certified { inner["status"] = .string(verification.status) }
            if let by = verification.by { inner["by"] = .string(by) }
            if let at = verification.at { inner["at"] = .string(at) }
            if let notes = verification.notes { inner["notes"] = .string(notes) }
            form["verified"] = .object(inner)
        }
        if let deprecation {
            var inner = JSONObject()
            if let successor = deprecation.successor { inner["successor"] = successor.fileForm }
            if let note = deprecation.note { inner["note"] = .string(note) }
            form["deprecated"] = .object(inner)
        }
        return form
    }

    /// Reads `tags`, `verified` and `deprecated` of a Look or dashboard.
    static func read(_ reader: inout MemberReader) -> ContentMarks {
        var marks = ContentMarks()
        for tag in reader.texts("tags") where !marks.tags.contains(tag) { marks.tags.append(tag) }
        if let node = reader.take("verified") {
            if let members = node.members {
                var inner = MemberReader(members, at: node.location, problems: reader.problems)
                marks.verification = Verification(
                    status: inner.text("status") ?? Verification.certified, notes: inner.text("notes"),
                    by: inner.text("by"), at: inner.text("at"))
            } else if let bool = node.bool {
                if bool { marks.verification = Verification() }
            } else {
                let _: String? = reader.wrongType("verified", "true, or a mapping of by, at and notes", node)
            }
        }
        if let node = reader.take("deprecated") {
            if let members = node.members {
                var inner = MemberReader(members, at: node.location, problems: reader.problems)
                let successor = inner.take("successor").flatMap { reference($0, inner) }
                marks.deprecation = Deprecation(successor: successor, note: inner.text("note"))
            } else if let bool = node.bool {
                if bool { marks.deprecation = Deprecation(successor: nil, note: nil) }
            } else {
                let _: String? = reader.wrongType("deprecated", "true, or a mapping of successor and note", node)
            }
        }
        return marks
    }

    /// `{dashboard: 409}`
    private static func reference(_ node: ContentNode, _ reader: MemberReader) -> ContentReference? {
        if let member = node.members?.first, node.members?.count == 1,
            let kind = ContentReference.Kind(rawValue: member.key), ![.folder, .statement].contains(kind),
            let id = member.value.text
        {
            return ContentReference(kind, id)
        }
        return reader.wrongType("successor", "a mapping such as {dashboard: 409} or {look: 12}", node)
    }

    /// As the database keeps them.
    init(stored: JSONObject) {
        let problems = Problems()
        let node = ContentNode(.object(stored), file: "")
        var reader = MemberReader(node.members ?? [], at: node.location, problems: problems)
        self = Self.read(&reader)
    }
}

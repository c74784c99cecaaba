package import JSON
import LookML
package import ProductAnalytics

/// Reads one `cohort:` of a content file.
///
/// ```yaml
/// cohort: power users
/// description: Who searches often.
/// definition:
///   all_of:
///     - {clause: did, event: SearchSubmitted, op: ">=", value: 10, window: {last: 28, unit: day}}
/// ```
struct CohortReader {
    let problems: Problems

    /// - Returns: `nil`, with a report, for one without a name or a definition.
    func read(_ item: ContentNode) -> (cohort: CohortFile, text: ChartText)? {
        var members = item.members ?? []
        if let inner = item.member("cohort")?.members {
            for stray in members where stray.key != "cohort" {
                problems.report(
                    "unknown-key", "`\(stray.key.prefix(80))` stands outside of `cohort`.", at: stray.keyLocation)
            }
            members = inner.map { member in
                member.key == "name"
                    ? .init(key: "cohort", keyLocation: member.keyLocation, value: member.value) : member
            }
        }
        let location = item.members?.first { $0.key == "cohort" }?.keyLocation ?? item.location
        var reader = MemberReader(members, at: location, problems: problems)
        guard let name = reader.requiredText("cohort", of: "A cohort") else { return nil }
        if let problem = CohortReference.problem(inName: name) {
            problems.report("bad-cohort", problem, at: location)
            return nil
        }
        let description = reader.text("description") ?? ""
        let definition = reader.take("definition")
        reader.reportRest(of: "A cohort", known: ["cohort", "description", "definition"])
        guard let definition, let object = definition.json.objectValue else {
            problems.report(
                "missing-key", "The cohort \(name) needs a `definition`: who is in it.",
                at: definition?.location ?? location)
            return nil
        }
        let text = ChartText(definition, title: name)
        let file = CohortFile(name: name, description: description, definition: object, location: location)
        do {
            _ = try Cohort(named: name, object)
        } catch {
            for problem in text.diagnostics(error, code: "bad-cohort") {
                problems.report(problem.code, "The cohort \(name): \(problem.message)", at: problem.location)
            }
        }
        return (file, text)
    }
}

extension Cohort {
    /// A cohort whose name stands beside its definition.
    /// - Throws: ``ChartError/invalid(_:)`` with all that is wrong with the definition.
    package init(named name: String, _ definition: JSONObject) throws(ChartError) {
        var definition = definition
        definition["name"] = .string(name)
        try self.init(.object(definition))
    }
}

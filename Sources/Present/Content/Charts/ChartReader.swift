import JSON
import LookML
import ProductAnalytics

/// Reads one `chart:` of a content file.
///
/// ```yaml
/// chart: 7
/// title: From search to result
/// description: How many searches end with a click.
/// folder: Company/Usage
/// definition:
///   chart: funnel
///   steps: [SearchSubmitted, SearchResultClicked]
/// ```
struct ChartReader {
    let problems: Problems

    /// The id and the other members, if the item is a chart as content has it and not a definition alone, whose `chart` is
    /// the word for its kind.
    static func members(of item: ContentNode) -> (id: ContentNode?, rest: [ContentNode.Member])? {
        guard let members = item.members, let head = members.first(where: { $0.key == "chart" }) else { return nil }
        if let inner = head.value.members {
            return (head.value.member("id"), inner.filter { $0.key != "id" })
        }
        guard item.member("definition") != nil || head.value.text.flatMap({ Int64($0) }) != nil else { return nil }
        return (head.value, members.filter { $0.key != "chart" })
    }

    /// - Returns: `nil`, with a report, for one without an id, a title or a definition.
    func read(
        _ id: ContentNode?, _ members: [ContentNode.Member], at location: SourceLocation
    ) -> (chart: ChartFile, text: ChartText)? {
        guard let number = id?.text.flatMap({ Int64($0) }), number > 0 else {
            problems.report(
                "missing-key", "A chart needs an `id`: a number of its own.", at: id?.location ?? location)
            return nil
        }
        let object = "Chart \(number)"
        var reader = MemberReader(members, at: location, problems: problems)
        let title = reader.requiredText("title", of: object)
        let description = reader.text("description") ?? ""
        let folder = FolderReferenceReader.read(&reader, key: "folder") ?? .shared
        let definition = reader.take("definition")
        reader.reportRest(of: "A chart", known: ["id", "title", "description", "folder", "definition"])
        guard let definition, definition.members != nil else {
            problems.report(
                "missing-key", "\(object) needs a `definition`: what it counts, and of which events.",
                at: definition?.location ?? location)
            return nil
        }
        guard let title else { return nil }
        var text = ChartText(definition, title: title)
        text.isAlone = false
        do {
            try text.check()
        } catch {
            for problem in text.diagnostics(error) {
                problems.report(problem.code, "\(object): \(problem.message)", at: problem.location)
            }
        }
        let chart = ChartFile(
            id: String(number), title: title, description: description, folder: folder, definition: text.definition,
            location: location)
        return (chart, text)
    }
}

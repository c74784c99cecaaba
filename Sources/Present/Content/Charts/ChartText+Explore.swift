import JSON
import LookML
import SemanticModel

extension ChartText {
    /// The explore that a chart reads, with the places of its names.
    struct ExploreMention: Sendable {
        var model: String
        var explore: String
        var modelLocation: SourceLocation
        var exploreLocation: SourceLocation

        func check(against project: Project, problems: Problems) {
            guard let found = project.model(model) else {
                return problems.report(
                    "unknown-model", "There is no model `\(model)`.", at: modelLocation, isOfForm: false,
                    suggestion: problems.suggestion(for: model, among: project.models.map(\.name)))
            }
            guard found.explore(explore) == nil else { return }
            problems.report(
                "unknown-explore", "The model `\(model)` has no explore `\(explore)`.", at: exploreLocation,
                isOfForm: false, suggestion: problems.suggestion(for: explore, among: found.explores.map(\.name)))
        }
    }

    /// `nil` for a chart of the collected events.
    var explore: ExploreMention? {
        let source = definition["source"]
        guard let model = source?["model"]?.stringValue, let explore = source?["explore"]?.stringValue else {
            return nil
        }
        return ExploreMention(
            model: model, explore: explore, modelLocation: location(of: "source.model"),
            exploreLocation: location(of: "source.explore"))
    }
}

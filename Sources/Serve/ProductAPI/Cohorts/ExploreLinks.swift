internal import ExploreEvents
internal import Foundation
internal import JSON
internal import ProductAnalytics
internal import SemanticModel

/// Explores filtered to the people behind a number, as addresses of the web app.
struct ExploreLinks {
    let project: Project
    let attributes: [String: String]

    /// Ids that a filter lists at most: addresses have an end.
    static let mostIDs = 200

    /// The tag of a dimension that holds the names of cohorts, of a view that is joined by the person.
    static let cohortTag = "cohort"

    /// The explore that a chart reads, for the people or groups of these names; `nil` where they are too many for an address,
    /// or the explore has no such field.
    func link(to source: ChartDefinition.SourceName, unit: EventRequest.Unit, names: [String]) -> JSONValue? {
        guard case .explore(let model, let name) = source, !names.isEmpty, names.count <= Self.mostIDs,
            let explore = project.model(model)?.explore(name, attributes: attributes),
            let fields = try? EventFields(explore)
        else { return nil }
        let field: Field?
        switch unit {
        case .person: field = fields.user
        case .group(let type): field = fields.groups[type]
        }
        guard let field else { return nil }
        let expression =
            field.isNumber ? names.joined(separator: ",") : FilterWriter.exact(names)
        return Self.link(model, explore.name, field, expression)
    }

    /// Every explore that joins the cohorts' members, for one cohort.
    func links(toCohort name: String) -> [JSONValue] {
        project.models.flatMap { model in
            model.explores.compactMap { explore -> JSONValue? in
                guard let open = model.explore(explore.name, attributes: attributes),
                    let field = open.fields.first(where: {
                        $0.category == .dimension && $0.tags.contains(Self.cohortTag)
                    })
                else { return nil }
                return Self.link(model.name, explore.name, field, FilterWriter.exact(name))
            }
        }
    }

    /// The explores that charts can read: their fields say what is an event.
    func eventSources() -> [JSONValue] {
        project.models.flatMap { model in
            model.explores.compactMap { explore -> JSONValue? in
                guard !explore.hidden, EventFields.areNamed(in: explore),
                    let open = model.explore(explore.name, attributes: attributes), (try? EventFields(open)) != nil
                else { return nil }
                return [
                    "model": .string(model.name), "name": .string(open.name), "label": .string(open.label),
                    "group_label": .string(open.groupLabel ?? model.label),
                ]
            }
        }
    }

    private static func link(_ model: String, _ explore: String, _ field: Field, _ expression: String) -> JSONValue {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? text
        }
        return [
            "model": .string(model), "explore": .string(explore), "field": .string(field.name),
            "filter": .string(expression),
            "url": .string(
                "/explore/\(encoded(model))/\(encoded(explore))?\(encoded("f[\(field.name)]"))=\(encoded(expression))"),
        ]
    }
}

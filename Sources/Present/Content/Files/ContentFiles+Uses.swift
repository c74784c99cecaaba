import LookML
package import SemanticModel

extension ContentFiles {
    /// What Looks, dashboards and metrics use of the model: explores, and fields by their views.
    ///
    /// - Parameter project: The one against which they were read; names that it doesn't have are left out.
    package func uses(of project: Project) -> [(target: Use.Target, use: Use)] {
        let project = project.openedWhole()
        return queryMentions.flatMap { mentions -> [(target: Use.Target, use: Use)] in
            guard let owner = mentions.owner, let explore = project.model(mentions.model)?.explore(mentions.explore)
            else { return [] }
            func use(_ parameter: String, at location: SourceLocation) -> Use {
                let part = mentions.part.map { ", \($0)" } ?? ""
                return switch owner {
                case .look(let id, let title):
                    Use(
                        user: .look, name: "\(id) \"\(title)\"\(part)", parameter: parameter, model: mentions.model,
                        location: location)
                case .dashboard(let id, let title):
                    Use(
                        user: .dashboard, name: "\(id) \"\(title)\"\(part)", parameter: parameter,
                        model: mentions.model, location: location)
                case .metric(let name, let label):
                    Use(
                        user: .metric, name: "\(name) \"\(label)\"\(part)", parameter: parameter,
                        model: mentions.model, location: location)
                }
            }
            let fields = mentions.fields.compactMap { mention -> (target: Use.Target, use: Use)? in
                guard let field = explore.field(mention.name) else { return nil }
                let view = explore.view(field.view)?.view ?? field.view
                return (
                    .field(view: view, name: field.shortName), use(mention.parameter, at: mention.location)
                )
            }
            return [(.explore(explore.name), use("explore", at: mentions.exploreLocation))] + fields
        }
    }
}

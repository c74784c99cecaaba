import Foundation
import LookML
import QueryCompiler
import SQL
import SemanticModel

/// Finds a field, a view or an explore in a project by its name, with all there is to say of it.
struct ProjectSearch {
    private let project: Project
    private let definitions: ProjectDefinitions
    private let usage: UsageIndex
    private let context: QueryContext
    private let models: [Model]

    /// - Parameter model: Look in this one only.
    init(root: String, model: String?) throws {
        let reader = try ProjectReader.read(root: root)
        project = reader.project.openedWhole()
        let (files, _) = try ProjectLoader.readFiles(root: root)
        definitions = ProjectDefinitions(project: project.name, files: files)
        var usage = UsageIndex(project, definitions: definitions)
        for (target, use) in reader.content.uses(of: project) { usage.add(use, of: target) }
        self.usage = usage
        context = QueryContext(
            now: Int64(Date.now.timeIntervalSince1970 * 1_000_000), projectTimezone: reader.settings.timezone)
        guard let model else {
            models = project.models
            return
        }
        guard let only = project.model(model) else {
            let nearest = Suggestion.nearest(to: model, in: project.models.map(\.name))
            throw CommandFailure(
                "The project has no model `\(model)`." + (nearest.map { " Did you mean '\($0)'?" } ?? ""))
        }
        models = [only]
    }

    /// - Throws: ``CommandFailure`` when nothing has the name.
    func find(_ name: String) throws(CommandFailure) -> [ShownDefinition] {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var found: [ShownDefinition] = []
        for model in models {
            switch parts.count {
            case 1: found += [explore(name, in: model), view(name, in: model)].compactMap(\.self)
            case 2: found += [field(parts[1], of: parts[0], in: model)].compactMap(\.self)
            case 3:
                guard let explore = model.explore(parts[0]) else { continue }
                found += [field(parts[2], of: parts[1], in: model, only: explore)].compactMap(\.self)
            default: break
            }
        }
        guard found.isEmpty else { return found }
        let nearest = Suggestion.nearest(to: name, in: names(parts.count))
        throw CommandFailure(
            "Nothing in the project is called `\(name)`."
                + (nearest.map { " Did you mean '\($0)'?" }
                    ?? " Name a view, an explore, VIEW.FIELD or EXPLORE.VIEW.FIELD."))
    }

    /// Everything that can be asked for with a name of so many parts.
    private func names(_ parts: Int) -> Set<String> {
        var names: Set<String> = []
        for model in models {
            if parts == 1 {
                names.formUnion(definitions.names(.view, in: model.name) + definitions.names(.explore, in: model.name))
            }
            for explore in model.explores {
                for field in explore.fieldsByName.values {
                    if parts == 3 { names.insert("\(explore.name).\(field.name)") }
                    guard parts == 2 else { continue }
                    names.insert("\(explore.view(field.view)?.view ?? field.view).\(field.shortName)")
                }
            }
        }
        return names
    }
}

extension ProjectSearch {
    private func field(
        _ short: String, of view: String, in model: Model, only explore: Explore? = nil
    ) -> ShownDefinition? {
        var members: [(explore: Explore, fields: [Field], isOffered: Bool)] = []
        for explore in explore.map({ [$0] }) ?? model.explores {
            for joined in explore.views where joined.view == view || joined.alias == view {
                func matches(_ field: Field) -> Bool {
                    field.view == joined.alias
                        && (field.shortName == short || field.dimensionGroup == "\(joined.alias).\(short)")
                }
                let offered = explore.fields.filter(matches)
                if !offered.isEmpty {
                    members.append((explore, offered, true))
                } else {
                    let others = explore.supportingFields.values.filter(matches).sorted { $0.name < $1.name }
                    if !others.isEmpty { members.append((explore, others, false)) }
                }
            }
        }
        guard let first = members.first, let field = first.fields.first else {
            return unusedField(short, of: view, in: model)
        }
        let home = first.explore.view(field.view)?.view ?? field.view
        let isGroup = field.shortName != short
        var shown = ShownDefinition(
            kind: isGroup ? "dimension group" : field.category.rawValue, name: "\(home).\(short)", model: model.name,
            location: field.location)
        let definition = definitions.definition(.view, home, in: model.name)
        let written = field.dimensionGroup.map { String($0.drop { $0 != "." }.dropFirst()) } ?? field.shortName
        shown.lookML = (definition?.text(ofPart: written) ?? definition?.text(ofPart: short)).map(formatted)
        shown.properties = Self.properties(of: field, isGroup: isGroup)
        if isGroup { shown.members = first.fields.map(\.shortName) }
        let names = Set(members.flatMap { $0.fields.map(\.shortName) }).union([short])
        shown.uses = unique(names.sorted().map { .field(view: home, name: $0) }, in: model)
        shown.explores = members.map { explore, fields, isOffered in
            compiled(fields, in: explore, of: model, isOffered: isOffered)
        }
        return shown
    }

    private func unique(_ targets: [Use.Target], in model: Model) -> [Use] {
        let all = Set(targets.flatMap { usage.uses(of: $0, in: model.name) })
        return all.sorted { ($0.location, $0.name, $0.parameter) < ($1.location, $1.name, $1.parameter) }
    }

    /// A field that no explore has.
    private func unusedField(_ short: String, of view: String, in model: Model) -> ShownDefinition? {
        guard let definition = definitions.definition(.view, view, in: model.name),
            let text = definition.text(ofPart: short)
        else { return nil }
        var shown = ShownDefinition(kind: "field", name: "\(view).\(short)", model: model.name)
        shown.location = definition.location(ofPart: short)
        shown.properties = [("explores", "none has it")]
        shown.lookML = formatted(text)
        shown.uses = unique([.field(view: view, name: short)], in: model)
        return shown
    }

    private func compiled(
        _ fields: [Field], in explore: Explore, of model: Model, isOffered: Bool
    ) -> ShownDefinition.InExplore {
        var entry = ShownDefinition.InExplore(explore: explore.name, field: fields.first?.name ?? "")
        if fields.count > 1 { entry.field = "" }
        guard isOffered else {
            entry.obstacle = "Queries can't name it there: `fields` leaves it out."
            return entry
        }
        let shown = fields.filter { $0.category == .dimension || $0.category == .measure }
        guard !shown.isEmpty else {
            entry.obstacle = "It takes a value and has no column of its own."
            return entry
        }
        let query = ExploreQuery(
            model: model.name, explore: explore.name, fields: shown.map(\.name), sorts: [], limit: nil)
        do {
            entry.sql = try QueryCompiler.compile(query, project: project, context: context, dialect: .duckDB)
                .readableSQL
        } catch {
            entry.obstacle = error.message
        }
        return entry
    }

    private static func properties(of field: Field, isGroup: Bool) -> [(name: String, value: String)] {
        var properties: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) { if let value, !value.isEmpty { properties.append((name, value)) } }
        if !isGroup {
            add("type", field.type)
            add("label", field.label)
        }
        add("group label", field.fieldGroupLabel)
        add("description", field.description)
        add("value format", field.valueFormatName ?? field.valueFormat)
        if field.hidden, !isGroup { add("hidden", "yes") }
        if field.primaryKey { add("primary key", "yes") }
        add("tags", field.tags.joined(separator: ", "))
        add("access grants", field.requiredGrants.joined(separator: ", "))
        return properties
    }

    private func view(_ name: String, in model: Model) -> ShownDefinition? {
        guard let definition = definitions.definition(.view, name, in: model.name) else { return nil }
        var shown = self.shown("view", definition, in: model)
        let joined = model.explores.first { $0.views.contains { $0.view == name } }
        if let joined, let view = joined.views.first(where: { $0.view == name }) {
            shown.members = (joined.fields + joined.supportingFields.values.sorted { $0.name < $1.name })
                .filter { $0.view == view.alias }.map(\.shortName)
        } else {
            shown.properties.append(("explores", "none has it"))
        }
        shown.uses = unique([.view(name)], in: model)
        return shown
    }

    private func explore(_ name: String, in model: Model) -> ShownDefinition? {
        guard let definition = definitions.definition(.explore, name, in: model.name) else { return nil }
        var shown = self.shown("explore", definition, in: model)
        if let explore = model.explore(name) {
            shown.properties += [("label", explore.label)]
            if let description = explore.description { shown.properties.append(("description", description)) }
            shown.members = explore.views.map(\.alias)
        }
        shown.uses = unique([.explore(name)], in: model)
        return shown
    }

    private func shown(
        _ kind: String, _ definition: ProjectDefinitions.Definition, in model: Model
    ) -> ShownDefinition {
        var shown = ShownDefinition(
            kind: kind, name: definition.name, model: model.name, location: definition.location,
            refinements: definition.refinements)
        let parents = definition.parents.map(\.value)
        if !parents.isEmpty { shown.properties.append(("extends", parents.joined(separator: ", "))) }
        shown.lookML = formatted(definition.text)
        return shown
    }

    private func formatted(_ text: String) -> String {
        if case .formatted(let formatted) = LookMLFormatter.format(text) { formatted } else { text }
    }
}

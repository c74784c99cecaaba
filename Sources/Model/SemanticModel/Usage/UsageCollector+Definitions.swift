internal import LookML

extension UsageCollector {
    /// Notes what only the text says: sets, lists of fields, and who extends whom.
    mutating func collect(_ definitions: ProjectDefinitions) {
        for name in definitions.names(.view, in: model.name) {
            guard let view = definitions.definition(.view, name, in: model.name) else { continue }
            noteParents(of: view, .view)
            for (item, block) in view.body.blocks("set") {
                guard let set = block.name?.value else { continue }
                let subject = Subject(user: .set, name: "\(name).\(set)", location: item.location)
                noteList(block.strings("fields") ?? [], by: subject) { token in
                    token.contains(".") ? nil : .field(view: name, name: token)
                }
            }
        }
        for name in definitions.names(.explore, in: model.name) {
            guard let explore = definitions.definition(.explore, name, in: model.name) else { continue }
            noteParents(of: explore, .explore)
            let subject = Subject(user: .explore, name: name, location: explore.location)
            let base = model.explore(name)?.views.first?.view ?? name
            noteList(explore.body.strings("fields") ?? [], by: subject, explore: name) { token in
                token.contains(".") ? nil : .field(view: base, name: token)
            }
            for (item, block) in explore.body.blocks("join") {
                guard let alias = block.name?.value else { continue }
                let join = Subject(user: .join, name: "\(name).\(alias)", location: item.location)
                let view = block.text("from") ?? alias
                noteList(block.strings("fields") ?? [], by: join, explore: name) { token in
                    token.contains(".") ? nil : .field(view: view, name: token)
                }
            }
        }
    }

    private mutating func noteParents(of definition: ProjectDefinitions.Definition, _ kind: ProjectDefinitions.Kind) {
        let subject = Subject(
            user: kind == .view ? .view : .explore, name: definition.name, location: definition.location)
        for parent in definition.parents {
            note(
                kind == .view ? .view(parent.value) : .explore(parent.value), by: subject, in: "extends",
                at: parent.location)
        }
        for place in definition.refinements {
            note(
                kind == .view ? .view(definition.name) : .explore(definition.name), by: subject, in: "refinement",
                at: place)
        }
    }

    /// - Parameter own: What a name means that stands there without a view.
    private mutating func noteList(
        _ tokens: [LookMLToken], by subject: Subject, explore: String? = nil, own: (String) -> Use.Target?
    ) {
        for token in tokens where !token.value.hasSuffix("*") {
            let name = token.value.hasPrefix("-") ? String(token.value.dropFirst()) : token.value
            let target = own(name) ?? target(name, in: explore ?? "")
            note(target, by: subject, in: "fields", at: token.location)
        }
    }
}

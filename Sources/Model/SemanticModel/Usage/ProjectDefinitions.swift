package import LookML

/// The views and explores of a project as text, each with all that it inherits and how it is refined.
///
/// Belongs to one task: what is asked for is merged then.
package final class ProjectDefinitions {
    package enum Kind: String { case view, explore }

    /// A view or an explore put together.
    package struct Definition {
        package var name: String
        /// Where it is defined first.
        package var location: SourceLocation
        /// Where it is refined, in the order in which refinements count.
        package var refinements: [SourceLocation]
        /// What it extends, its refinements' parents included.
        package var parents: [LookMLToken]
        package var body: any LookMLScope
        var kind: Kind
    }

    private var models: [String: (views: Inheritance, explores: Inheritance)] = [:]

    /// - Parameter files: As for ``ProjectResolver``.
    package init(project: String, files: [SourceFile]) {
        let problems = ProblemList()
        for (name, text) in ProjectResolver.modelTexts(project: project, files: files, problems: problems) {
            let views = Inheritance(kind: "view", problems: problems)
            let explores = Inheritance(kind: "explore", problems: problems)
            for item in text.items {
                guard let object = NamedObject(item) else { continue }
                if item.key.value == "view" { views.add(object) }
                if item.key.value == "explore" { explores.add(object) }
            }
            models[name] = (views, explores)
        }
    }

    /// The names of all views or explores of a model, in the order of the files.
    package func names(_ kind: Kind, in model: String) -> [String] { objects(kind, in: model)?.names ?? [] }

    /// `nil` when there is none of this name.
    package func definition(_ kind: Kind, _ name: String, in model: String) -> Definition? {
        guard let objects = objects(kind, in: model), let object = objects.object(name) else { return nil }
        return Definition(
            name: name, location: object.location, refinements: objects.refinementPlaces(of: name),
            parents: object.items("extends").flatMap { item in
                NamedObject(name: "", location: item.location, items: [item]).strings("extends") ?? []
            }, body: object, kind: kind)
    }

    private func objects(_ kind: Kind, in model: String) -> Inheritance? {
        kind == .view ? models[model]?.views : models[model]?.explores
    }
}

extension ProjectDefinitions.Definition {
    /// The whole object as LookML, as if nothing were extended or refined: correct, and not laid out for people.
    package var text: String {
        let own = BodyMerge.inheritable(body.items)
        return "\(kind.rawValue): \(name) {\n" + own.map(\.written).joined(separator: "\n") + "\n}\n"
    }

    /// One field of a view, or one join of an explore, as LookML; `nil` when there is none of this name.
    package func text(ofPart part: String) -> String? { item(ofPart: part).map { $0.written + "\n" } }

    /// Where a field or join was written that counts.
    package func location(ofPart part: String) -> SourceLocation? { item(ofPart: part)?.location }

    private func item(ofPart part: String) -> LookMLItem? {
        let kinds = kind == .view ? FieldBuilder.kinds : ["join"]
        return body.items.last { item in
            guard kinds.contains(item.key.value), case .block(let block) = item.value else { return false }
            return block.name?.value == part
        }
    }
}

extension LookMLItem {
    /// The item as text, with the values that inheritance has put into it.
    fileprivate var written: String {
        LookMLDocument(file: "", items: [showingValues()], trailingTrivia: "", diagnostics: []).text
    }

    private func showingValues() -> LookMLItem {
        switch value {
        case .block(let block):
            LookMLItem(
                key: key, colon: colon,
                value: .block(
                    LookMLBlock(
                        name: block.name, open: block.open, items: block.items.map { $0.showingValues() },
                        close: block.close)))
        case .expression(let token, let end) where token.text.trimmingBlanks() != token.value:
            LookMLItem(
                key: key, colon: colon,
                value: .expression(
                    LookMLToken(
                        leadingTrivia: token.leadingTrivia, text: token.value + (end.leadingTrivia.isEmpty ? " " : ""),
                        value: token.value,
                        location: token.location), end: end))
        default: self
        }
    }
}

import JSON

extension Dashboard {
    /// The dashboard as LookML: a list of one. LookML has no Looks, so their tiles bring the Look's query and picture.
    package var lookML: String {
        var copy = definition
        if definition.model == nil {
            copy.slug = nil
            copy.owner = nil
            copy.marks = ContentMarks()
            copy.settings["lookml_link_id"] = nil
        }
        copy.tiles = elements.map { element in
            var tile = element.definition
            guard tile.kind == .look, let look = element.look else { return tile }
            var query = look.query.definition
            for (key, value) in tile.visOverrides.members { query.visConfig[key] = value }
            (tile.kind, tile.lookID, tile.query) = (.vis, nil, query)
            tile.title = tile.title ?? look.title
            tile.visOverrides = JSONObject()
            return tile
        }
        var form = copy.fileForm
        form["folder"] = nil
        if definition.model == nil { form["dashboard"] = .string(Self.name(of: title)) }
        return YAMLText.document(.array([.object(form)]))
    }

    /// A title as LookML names things: "Usage by month" is `usage_by_month`.
    private static func name(of title: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "dashboard" : words.joined(separator: "_")
    }
}

extension ContentText {
    /// Reads one dashboard in LookML's form, for saving it: its tiles name their models.
    ///
    /// - Throws: ``ContentError``: `invalid` with what is wrong and where.
    package static func dashboard(lookML text: String) throws(ContentError) -> DashboardDefinition {
        let problems = Problems()
        let root = YAMLReader.read(text, file: "lookml", problems: problems)
        let item = root.flatMap { $0.elements?.first ?? ($0.members == nil ? nil : $0) }
        var read: DashboardDefinition?
        if let item, let name = item.member("dashboard")?.text {
            read =
                DashboardReader(model: nil, problems: problems).read(
                    id: name, (item.members ?? []).filter { !["dashboard", "folder"].contains($0.key) },
                    at: item.location)?.dashboard
        }
        guard let definition = read, problems.errorCount == 0 else {
            let problem = problems.diagnostics.first { $0.severity == .error }
            throw ContentError(
                .invalid,
                problem.map { "Line \($0.location.line): \($0.message)" } ?? "Here stands a `- dashboard: name`.",
                field: "lookml")
        }
        return definition.editable
    }
}

/// The sources that `after sync` and `wait` name.
package struct SyncNames: Sendable {
    private var sources: [String: [SourceTable]] = [:]

    init(_ project: PipelineProject) {
        let all = project.sources.values + project.models.values.compactMap(\.external)
        for source in all.sorted(by: { $0.id < $1.id }) {
            let names: Set<String> = [
                source.source, "\(source.source).\(source.name)", source.name, source.relation.description,
            ]
            for name in names { sources[name.lowercased(), default: []].append(source) }
        }
    }

    /// The tables that a name stands for: those of a source, or one as `source.table`, by its name or as SQL names it.
    func tables(_ name: String) -> [SourceTable] { sources[name.lowercased()] ?? [] }

    var names: Set<String> { Set(sources.keys) }
}

extension RunEnvironment {
    /// How far some sources are, by their ids. What there is no table of is left out.
    func watermarks(of sources: [SourceTable], needsVersions: Bool) async -> [NodeID: Watermark] {
        var found: [NodeID: Watermark] = [:]
        let questions = await questions(about: sources, needsVersions: needsVersions)
        let watermarks = await watermarks(questions)
        for source in sources { found[source.id] = watermarks[source.relation] }
        return found
    }
}

import LookML

/// What is wrong with the project's files as they are on disk. Looked at again only when a file has changed, whoever asks
/// and however often.
actor ProjectCheck {
    private let root: String
    private var last: (digest: String, problems: [Diagnostic])?

    init(root: String) { self.root = root }

    /// Every problem, by place.
    /// - Throws: ``CommandFailure`` when the folder is no project any more.
    func problems() async throws -> [Diagnostic] {
        let digest = FileStamps.project(root).digest
        if let last, last.digest == digest { return last.problems }
        let reader = try ProjectReader.read(root: root)
        let pipelines = await PipelineProblems(root: root, settings: reader.settings).read()
        let problems = (try reader.diagnostics() + pipelines).sorted { ($0.location, $0.code) < ($1.location, $1.code) }
        last = (digest, problems)
        return problems
    }
}

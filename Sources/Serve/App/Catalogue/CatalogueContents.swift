import Catalogue
import Content
import Foundation
import Pipelines
import SemanticModel
import Warehouse

/// What the catalogue of a running server is made from: the project's pipelines as they are on disk, its model as it is
/// served, and all content that is stored.
actor CatalogueContents {
    private let root: String
    private let settings: ProjectSettings
    private let live: LiveProject
    private let content: ContentStore
    private let warehouse: any Warehouse
    private let reader: PipelineProjectReader
    private var last: (version: String, contents: Catalogue.Contents)?
    private var looked: ContinuousClock.Instant?

    /// A page asks once for each of its tiles; files and content are not looked through each time.
    private static let lookInterval = Duration.seconds(2)

    /// - Parameter reader: The one that the pipelines are run from: each file is parsed once for both.
    init(
        root: String, settings: ProjectSettings, live: LiveProject, content: ContentStore, warehouse: any Warehouse,
        reader: PipelineProjectReader
    ) {
        self.root = root
        self.settings = settings
        self.live = live
        self.content = content
        self.warehouse = warehouse
        self.reader = reader
    }

    /// - Throws: ``ContentError``
    func read() async throws -> (version: String, contents: Catalogue.Contents) {
        if let last, let looked, .now - looked < Self.lookInterval { return last }
        let version = try await version()
        looked = .now
        if let last, last.version == version { return last }
        let flows = await ProjectFlows(root: root, settings: settings, warehouse: warehouse, reader: reader).read()
        let contents = Catalogue.Contents(
            flows: flows, project: live.current, content: try await ContentUse(content))
        last = (version, contents)
        return (version, contents)
    }

    /// Files by their sizes and times, content by its versions.
    private func version() async throws -> String {
        let looks = try await content.looks().map { "\($0.id)/\($0.version)" }
        let dashboards = try await content.dashboards().map { "\($0.id)/\($0.version)" }
        return ([FileStamps.project(root).digest] + looks + dashboards).joined(separator: "\n")
    }
}

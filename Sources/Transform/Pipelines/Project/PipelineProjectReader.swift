package import Warehouse
package import Yams

/// Reads `pipelines/` folders. Keeps what it has parsed, so that reading again after an edit parses one file.
package actor PipelineProjectReader {
    /// Where to read, and what is known from outside the folder.
    package struct Options: Sendable {
        /// The project's root; the folder is `pipelines` in it.
        package var root: String
        package var projectName = "project"
        /// `pipelines:` of `soundings.yaml`.
        package var settings: Yams.Node?
        package var settingsFile = "soundings.yaml"
        /// The environment variables that templates may read.
        package var environment: [String: String] = [:]
        /// Variables from the command line, before the project's.
        package var variables: [String: String] = [:]
        /// Unknown settings are errors.
        package var isStrict = false
        /// Where parsed files are kept between starts; `nil` keeps nothing.
        package var cacheFolder: String?

        package init(root: String) { self.root = root }
    }

    package init() {}

    /// The project as it is on disk. No folder gives a project without nodes.
    /// - Parameter warehouse: Parses plain SQL, to find the tables it reads; it runs nothing.
    package func read(_ options: Options, parsedBy warehouse: any Warehouse) async -> PipelineProject {
        PipelineProject(name: options.projectName, layout: .native, folder: options.root + "/pipelines")
    }
}

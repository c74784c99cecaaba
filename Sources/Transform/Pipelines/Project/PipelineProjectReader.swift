import Foundation
package import JSON
package import Warehouse

/// Reads `pipelines/` folders. Keeps what it has parsed, so that reading again after an edit parses one file.
package actor PipelineProjectReader {
    /// Where to read, and what is known from outside the folder.
    package struct Options: Sendable, Hashable {
        /// The project's root; the folder is `pipelines` in it.
        package var root: String
        package var projectName = "project"
        /// `pipelines:` of `soundings.yaml`.
        package var settings: PropertyTree?
        package var settingsFile = "soundings.yaml"
        /// The environment variables that templates may read.
        package var environment: [String: String] = [:]
        /// Variables from the command line, before the project's.
        package var variables = JSONObject()
        /// Unknown settings are errors.
        package var isStrict = false
        /// The folder's path below the root.
        package var folder = "pipelines"

        package init(root: String) { self.root = root }
    }

    private var cache = FileCache()
    private var cachedFolder = ""
    /// The tables that plain SQL reads, by the checksum of the SQL.
    private var tablesBySQL: [String: Result<[TableName], WarehouseError>] = [:]
    private var last: ProjectReading?

    package init() {}

    /// The project as it is on disk. No folder gives a project without nodes.
    /// - Parameter warehouse: Parses plain SQL, to find the tables it reads; it runs nothing.
    package func read(_ options: Options, parsedBy warehouse: any Warehouse) async -> PipelineProject {
        let folder = options.root + "/" + options.folder
        if cachedFolder != folder {
            cache = FileCache()
            cachedFolder = folder
        }
        // Taken out meanwhile: two readings at once each work on their own copy, and the last one stays.
        var cache = cache
        let files = await cache.refresh(folder: folder, shownPrefix: options.folder + "/")
        self.cache = cache
        if var reading = last, reading.options == options, await reading.take(files, parsedBy: warehouse) {
            last = reading
            return reading.project
        }
        var assembler = ProjectAssembler(packages(files, options), folder: folder)
        assembler.assemble()
        await assembler.renderComputed(options)
        let tables = await readTables(&assembler, options, parsedBy: warehouse)
        assembler.resolveReferences()
        assembler.checkTables()
        assembler.project.problems.sort { ($0.position, $0.code, $0.message) < ($1.position, $1.code, $1.message) }
        last = ProjectReading(
            options, files, assembler.project, computed: assembler.computed, plain: assembler.plain, tables: tables)
        return assembler.project
    }

    // MARK: Packages

    private func packages(_ files: [ParsedFile], _ options: Options) -> [ProjectAssembler.Package] {
        let packagesFolder = "dbt_packages/"
        let own = files.filter { !$0.path.hasPrefix(packagesFolder) }
        var result = [ProjectAssembler.Package(config: rootConfig(own, options), prefix: "", files: own)]
        let installed = Dictionary(grouping: files.filter { $0.path.hasPrefix(packagesFolder) }) { file in
            String(file.path.dropFirst(packagesFolder.count).prefix { $0 != "/" })
        }
        for (name, files) in installed.sorted(by: { $0.key < $1.key }) {
            let prefix = packagesFolder + name + "/"
            guard let file = files.first(where: { $0.path == prefix + "dbt_project.yml" }),
                case .properties(let tree) = file.content
            else { continue }
            var config = ProjectConfig(name: name, layout: .dbt)
            config.read(tree, file: file.shownPath, isStrict: false)
            config.settings.schema = result[0].config.settings.schema
            // Their authors answer for warnings; here they would hide one's own.
            config.problems.removeAll { $0.severity == .warning }
            let used = files.filter { !$0.path.hasPrefix(prefix + "integration_tests/") }
            result.append(ProjectAssembler.Package(config: config, prefix: prefix, files: used))
        }
        return result
    }

    private func rootConfig(_ files: [ParsedFile], _ options: Options) -> ProjectConfig {
        let dbtFile = files.first { $0.path == "dbt_project.yml" || $0.path == "dbt_project.yaml" }
        let isName = options.projectName.isNodeName
        var config = ProjectConfig(
            name: isName ? options.projectName : "project", layout: dbtFile == nil ? .native : .dbt)
        if var tree = options.settings {
            if dbtFile != nil {
                // What the server has to say beside dbt's own file.
                let ours: Set<String> = ["schema", "timezone", "threads", "environments", "vars"]
                tree.content = .map((tree.entries ?? []).filter { ours.contains($0.key) })
            }
            config.layoutOfFile(.native) { $0.read(tree, file: options.settingsFile, isStrict: options.isStrict) }
        }
        let file = dbtFile ?? files.first { $0.path == "pipelines.yaml" || $0.path == "pipelines.yml" }
        if let file, case .properties(let tree) = file.content {
            config.read(tree, file: file.shownPath, isStrict: options.isStrict)
        }
        return config
    }

    // MARK: Plain SQL

    /// - Returns: The tables that each node with plain SQL reads.
    private func readTables(
        _ assembler: inout ProjectAssembler, _ options: Options, parsedBy warehouse: any Warehouse
    ) async -> [NodeID: [TableName]] {
        guard !assembler.plain.isEmpty else { return [:] }
        var found: [NodeID: [TableName]] = [:]
        assembler.indexTables()
        var used: [String: Result<[TableName], WarehouseError>] = [:]
        for id in assembler.plain.sorted() {
            guard let (sql, position) = await assembler.plainSQL(of: id, options) else { continue }
            let key = Checksum.sha256(sql)
            var known = tablesBySQL[key]
            if known == nil {
                do throws(WarehouseError) {
                    known = .success(try await warehouse.tablesRead(by: sql).map(TableName.init(written:)))
                } catch {
                    known = .failure(error)
                }
            }
            switch known {
            case .success(let tables):
                used[key] = known
                found[id] = tables
                assembler.add(assembler.references(to: tables, of: id, position: position), to: id)
            case .failure(.rejected(_, let message, _)):
                used[key] = known
                assembler.report("sql-error", at: position, message, node: id)
            case .failure, nil: break
            }
        }
        tablesBySQL = used
        return found
    }
}

extension ProjectConfig {
    /// Reads a file of the other layout into this configuration.
    mutating func layoutOfFile(_ other: PipelineProject.Layout, _ read: (inout ProjectConfig) -> Void) {
        let own = layout
        layout = other
        read(&self)
        layout = own
    }
}

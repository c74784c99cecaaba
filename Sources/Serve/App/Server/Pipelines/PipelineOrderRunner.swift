import Foundation
import JSON
import Landing
import Pipelines
import SQL
import Warehouse

/// Does what the pipeline commands ask for, in the server or in the command's own process.
struct PipelineOrderRunner: Sendable {
    let service: PipelineService
    let order: PipelineOrder
    let say: @Sendable (OrderLine) -> Void

    /// - Returns: The status for the shell: 0, 1 where something failed, 2 where a test did and nothing else.
    /// - Throws: with a sentence for people.
    func perform() async throws -> Int32 {
        let environment = try await service.environment(variables: order.variables)
        switch order.command {
        case "run", "build", "test", "seed", "snapshot": return try await run(environment)
        case "backfill": return try await backfill(environment)
        case "backfills": return try await listBackfills()
        case "pause", "resume", "cancel": return try await changeBackfill()
        case "retry": return try await retry(environment)
        case "plan": return try await plan(environment)
        case "ls": return try await list(environment)
        case "compile": return try await compile(environment)
        case "show": return try await show(environment)
        case "docs": return try await writeDocs(environment)
        case "freshness": return try await freshness(environment)
        default:
            throw CommandFailure(
                "This Soundings does not know the command '\(order.command)'. Is it of another version?")
        }
    }

    // MARK: Runs

    /// The nodes that the order names, models that are switched off and analyses left out.
    func selected(_ environment: RunEnvironment, usual: [String] = []) async throws -> Set<NodeID> {
        var history = NodeSelector.History()
        let words = (order.select + order.exclude).joined(separator: " ")
        if words.contains("result:") || words.contains("state:") {
            let reader = SelectionHistory(environment)
            history = try await reader.read()
        }
        let selector = NodeSelector(project: environment.project, graph: environment.graph, history: history)
        let nodes = try selector.nodes(select: order.select.isEmpty ? usual : order.select, exclude: order.exclude)
        if nodes.isEmpty, !order.select.isEmpty {
            throw CommandFailure(
                "Nothing is named '\(order.select.joined(separator: " "))'. See what there is with: soundings ls")
        }
        return nodes
    }

    private func run(_ environment: RunEnvironment) async throws -> Int32 {
        guard let command = RunRequest.Command(rawValue: order.command) else { return 1 }
        return try await run(command, try await selected(environment), environment)
    }

    private func run(
        _ command: RunRequest.Command, _ nodes: Set<NodeID>, _ environment: RunEnvironment, range: TimeRange? = nil
    ) async throws -> Int32 {
        var request = RunRequest(
            command, nodes, selection: order.select.joined(separator: " "),
            trigger: RunTrigger(.manual, who: order.who, note: order.note))
        request.isFullRefresh = order.isFullRefresh
        request.isForced = order.isForced
        request.isBlueGreen = order.isBlueGreen
        request.stopsAtFailure = order.stopsAtFailure
        request.storesFailures = order.storesFailures
        request.range = range
        request.overridden = Set(
            try order.override.map { name in
                guard let model = environment.project.models.values.first(where: { $0.name == name }) else {
                    throw CommandFailure("--override names '\(name)', and there is no model of that name.")
                }
                return model.id
            })
        if order.isDryRun { return try await plan(environment, request) }
        let handle = try await service.start(request, variables: order.variables)
        if handle.hasJoined { say(.progress("The same was asked for already; this joins run \(handle.id).")) }
        let isJSON = order.format == "json"
        let lines = RunLines(project: environment.project)
        for await event in handle.events {
            for line in lines.lines(for: event) { say(isJSON ? .progress(line) : .output(line)) }
        }
        let summary = await handle.summary()
        if isJSON { say(.output(RunResults.json(summary, now: Timestamp.now().microseconds).text)) }
        if let output = order.output {
            try write(RunResults.json(summary, now: Timestamp.now().microseconds), to: output + "/run_results.json")
        }
        return summary.isGood ? 0 : 1
    }

    private func backfill(_ environment: RunEnvironment) async throws -> Int32 {
        guard !order.select.isEmpty else { throw CommandFailure("Name the model to be filled again.") }
        func instant(_ text: String?, _ name: String) throws -> Int64? {
            guard let text else { return nil }
            guard let instant = UTCTime.parse(text) else {
                throw CommandFailure("\(name) '\(text)' is no date; write it as 2026-01-31.")
            }
            return instant
        }
        let from = try instant(order.from, "--from") ?? 0
        // The last day is meant whole.
        let end = try instant(order.to, "--to").map { $0 % UTCTime.day == 0 ? $0 + UTCTime.day : $0 }
        let range = TimeRange(from: from, to: end ?? Timestamp.now().microseconds)
        guard range.from < range.to else { throw CommandFailure("--from has to be before --to.") }
        var nodes = try await selected(environment)
        if order.isWithDownstream { nodes.formUnion(environment.graph.descendants(of: nodes)) }
        if order.isDryRun { return try await run(.backfill, nodes, environment, range: range) }
        let backfill = try await service.backfills.add(
            nodes, range, selection: order.select.joined(separator: " "),
            trigger: RunTrigger(.manual, who: order.who, note: order.note))
        return try await follow(backfill, environment)
    }

    /// What failed in the last run, and what was skipped for it.
    private func retry(_ environment: RunEnvironment) async throws -> Int32 {
        guard let last = try await environment.state.lastRun() else { throw CommandFailure("Nothing has run yet.") }
        let nodes = try await environment.state.nodes(ofRun: last.id).filter {
            [.failed, .skipped, .cancelled].contains($0.state)
        }
        guard !nodes.isEmpty else {
            say(.output("Nothing failed in the last run."))
            return 0
        }
        guard let command = RunRequest.Command(rawValue: last.command) else { return 1 }
        var chosen = Set(nodes.map { NodeID($0.node) })
        for test in environment.project.tests.values where !chosen.isDisjoint(with: test.inputs) {
            if command == .build { chosen.insert(test.id) }
        }
        return try await run(command == .backfill ? .build : command, chosen, environment)
    }

    // MARK: Looking

    private func plan(_ environment: RunEnvironment, _ request: RunRequest? = nil) async throws -> Int32 {
        var usual = RunRequest(
            .build, try await selected(environment), selection: order.select.joined(separator: " "),
            trigger: RunTrigger(.manual, who: order.who))
        usual.isFullRefresh = order.isFullRefresh
        usual.isForced = order.isForced
        // Whoever sits at the machine sees all of it.
        let dependents = service.dependents(in: environment.project) { _ in true }
        let planner = BuildPlanner(environment, dependents: dependents)
        let plan = try await planner.plan(request ?? usual)
        let text = PlanText(plan, project: environment.project).text
        say(.output(order.format == "json" ? plan.json(environment.project).text : text))
        return 0
    }

    private func list(_ environment: RunEnvironment) async throws -> Int32 {
        let project = environment.project
        let timing = order.isLong || order.format == "json" ? try await NodeTiming(environment) : nil
        for id in try await selected(environment).sorted() {
            let path: String? =
                switch project[id] {
                case .model(let model): model.path
                case .test(let test): test.path
                case .unitTest(let test): test.path
                case .source(let source): source.path
                case .exposure(let exposure): exposure.path
                case nil: nil
                }
            guard order.format == "json" else {
                say(.output([id.text, timing?.text(of: id)].compactMap { $0 }.joined(separator: "  ")))
                continue
            }
            say(
                .output(
                    JSONValue.object(
                        JSONObject(
                            [
                                ("unique_id", .string(id.text)), ("path", JSONValue(path)),
                                ("name", .string(project.models[id]?.name ?? id.text)),
                                ("kind", JSONValue(project.models[id]?.kind.rawValue)),
                            ] + (timing?.json(of: id) ?? []))
                    ).text))
        }
        return 0
    }

    private func compile(_ environment: RunEnvironment) async throws -> Int32 {
        var status: Int32 = 0
        let compiler = NodeCompiler(project: environment.project, context: environment.context)
        let nodes = try await selected(environment).filter { environment.project.models[$0]?.kind != .seed }
        for id in nodes.sorted() where environment.project.models[id] != nil || environment.project.tests[id] != nil {
            do throws(CompilationError) {
                let sql = try await compiler.compile(id).sql
                say(.output(nodes.count == 1 ? sql : "-- \(id)\n\(sql)\n"))
            } catch {
                // Built-in tests have no text of their own.
                guard environment.project.models[id] != nil else { continue }
                say(.progress("\(id): \(error)"))
                status = 1
            }
        }
        return status
    }

    private func show(_ environment: RunEnvironment) async throws -> Int32 {
        let compiler = NodeCompiler(project: environment.project, context: environment.context)
        let sql: String
        if let inline = order.inline {
            sql = try await compiler.render(inline, at: FilePosition(file: "--inline"), for: nil)
        } else {
            let nodes = try await selected(environment).filter { environment.project.models[$0] != nil }
            guard let id = nodes.first, nodes.count == 1, let model = environment.project.models[id] else {
                throw CommandFailure("show takes one model, or --inline SQL.")
            }
            if let timing = try await NodeTiming(environment).text(of: id) {
                say(.progress("\(model.relation): \(timing)"))
            }
            sql =
                [.seed, .external].contains(model.kind)
                ? "SELECT * FROM \(model.relation.quoted)" : try await compiler.compile(id).sql
        }
        let rows = try await environment.warehouse.rows(
            Statement("SELECT * FROM (\n\(sql)\n) LIMIT \(max(0, order.limit))", label: "soundings show"))
        say(.output(order.format == "json" ? RowsText(rows).json.text : RowsText(rows).text))
        return 0
    }

    // MARK: Files for other tools

    private func writeDocs(_ environment: RunEnvironment) async throws -> Int32 {
        let folder = order.output ?? service.root + "/target"
        let invocation = UUID().uuidString.lowercased()
        try write(await Manifest(environment).json(invocation: invocation), to: folder + "/manifest.json")
        try write(try await TableCatalog(environment).json(invocation: invocation), to: folder + "/catalog.json")
        say(.output("Wrote \(folder)/manifest.json and catalog.json."))
        return 0
    }

    private func freshness(_ environment: RunEnvironment) async throws -> Int32 {
        let nodes = try await selected(environment)
        let project = environment.project
        let sources = (project.sources.values + project.models.values.compactMap(\.external))
            .filter { order.select.isEmpty || nodes.contains($0.id) }
        let found = await SourceFreshnessReader(environment).read(sources)
        let json = SourceResults.json(
            found, now: Timestamp.now().microseconds, invocation: UUID().uuidString.lowercased())
        if let output = order.output { try write(json, to: output + "/sources.json") }
        if order.format == "json" {
            say(.output(json.text))
        } else {
            if found.isEmpty { say(.output("No source says how fresh it has to be.")) }
            for freshness in found { say(.output(FreshnessLine(freshness).text)) }
        }
        return found.contains { $0.status == .error || $0.status == .runtimeError } ? 1 : 0
    }

    private func write(_ json: JSONValue, to path: String) throws {
        let file = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(json.serialized()).write(to: file, options: .atomic)
        } catch {
            throw CommandFailure("\(path) can't be written: \(error.localizedDescription)")
        }
    }
}

/// What selections may ask of the past.
private struct SelectionHistory {
    let environment: RunEnvironment

    init(_ environment: RunEnvironment) { self.environment = environment }

    func read() async throws -> NodeSelector.History {
        var history = NodeSelector.History()
        let versions = try await environment.state.versions()
        for id in environment.project.models.keys {
            guard let definition = await environment.definitions.definition(of: id) else { continue }
            guard let version = versions[id.text] else {
                history.new.insert(id)
                continue
            }
            if version.fingerprint != definition.fingerprint { history.modified.insert(id) }
        }
        if let last = try await environment.state.lastRun() {
            for node in try await environment.state.nodes(ofRun: last.id) {
                let isTest = node.node.hasPrefix("test.") || node.node.hasPrefix("unit_test.")
                history.results[NodeID(node.node)] =
                    switch node.state {
                    case .ok, .unchanged: isTest ? "pass" : "success"
                    case .warned: isTest ? "warn" : "success"
                    case .failed: isTest ? "fail" : "error"
                    default: "skipped"
                    }
            }
        }
        return history
    }
}

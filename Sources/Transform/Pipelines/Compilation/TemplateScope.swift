import Foundation
import JSON
import Jinja
import SQL
import Warehouse

/// The names that a node's template sees.
struct TemplateScope: Sendable {
    let project: PipelineProject
    let context: CompilationContext
    let subject: CompilationSubject
    let recorder = RenderRecorder()

    static func ephemeralName(_ model: ModelNode) -> String {
        "__dbt__cte__" + (model.version.map { "\(model.name)_v\($0)" } ?? model.name)
    }

    // MARK: Relations

    /// The relation that a node is read from.
    /// - Parameter reference: How it is read: rows outside of the running interval are left out unless it says `all`.
    func relation(of id: NodeID, reading reference: NodeReference? = nil) -> RelationValue? {
        var relation: RelationValue
        var time: String?
        if let model = project.models[id] {
            relation = RelationValue(
                database: model.settings.database ?? context.target.database, schema: model.relation.schema,
                identifier: model.relation.name)
            if model.kind == .ephemeral {
                relation.type = "cte"
                relation.replacement = Self.ephemeralName(model)
            }
            time = model.settings.time
        } else if let source = project.sources[id] {
            relation = RelationValue(
                database: source.database ?? context.target.database, schema: source.relation.schema,
                identifier: source.relation.name)
            time = source.time
        } else {
            return nil
        }
        relation.node = id
        if let override = context.relations[id] {
            relation.replacement = override
            relation.type = nil
        }
        if let reference, let time, let text = interval(relation.jinjaText, time: time, id: id, reference) {
            relation.unfiltered = relation.jinjaText
            relation.replacement = text
        }
        return relation
    }

    /// The rows of the running interval, with what the model's `inputs` ask for before it.
    private func interval(_ relation: String, time: String, id: NodeID, _ reference: NodeReference) -> String? {
        guard let interval = context.interval, !reference.readsAll, let model = subject.model,
            model.kind == .incremental, model.settings.time != nil, id != model.id
        else { return nil }
        let name = project.models[id]?.name ?? project.sources[id].map { "\($0.source).\($0.name)" } ?? ""
        let input = model.settings.inputs[name]
        guard input?.isReadWhole != true else { return nil }
        let lead = Double((input?.lead ?? .zero).components.seconds)
        let start = UTCTime.text(interval.start.addingTimeInterval(-lead))
        let end = UTCTime.text(interval.end)
        return "(select * from \(relation) where \(time) >= '\(start)' and \(time) < '\(end)')"
    }

    /// The node's own relation, `this`.
    var this: RelationValue? {
        guard let id = subject.id, let model = project.models[id] else { return nil }
        var relation = RelationValue(
            database: model.settings.database ?? context.target.database, schema: model.relation.schema,
            identifier: model.relation.name)
        relation.node = id
        relation.replacement = context.relations[id]
        return relation
    }

    // MARK: Names

    func jinja() -> JinjaContext {
        var globals: [String: JinjaValue] = [:]
        addReferences(&globals)
        addVariables(&globals)
        addRun(&globals)
        addMessages(&globals)
        addWarehouse(&globals)
        for (name, answer) in context.macroOverrides.members where !name.contains(".") {
            globals[name] = constant(name, answer)
        }
        var jinja = JinjaContext(globals: globals)
        jinja.filters = Conversions.filters
        jinja.lookup = { [self] name in lookup(name) }
        jinja.unknownNamesAreErrors = false
        return jinja
    }

    private func constant(_ name: String, _ answer: JSONValue) -> JinjaValue {
        .function(name) { _ in JinjaValue(answer) }
    }

    /// Macros, packages of macros, and built-in functions.
    private func lookup(_ name: String) -> JinjaValue? {
        if let entry = project.library.find(name, from: subject.package) { return .macro(entry.macro) }
        if name == "dbt" || name == "dbt_utils" || name == "dbt_date" || project.library.packages.contains(name) {
            return .object(MacroPackage(name: name, scope: self))
        }
        return BuiltIns.find(name, package: "dbt", scope: self)
    }

    private func addReferences(_ globals: inout [String: JinjaValue]) {
        let ref = JinjaValue.function("ref") { [self] call in try reference(call) }
        let source = JinjaValue.function("source") { [self] call in try self.source(call) }
        globals["ref"] = ref
        globals["source"] = source
        globals["this"] = this.map { .object($0) } ?? JinjaValue.none
        globals["config"] = .object(ConfigValue(scope: self))
        let members: [String: JinjaValue] = ["ref": ref, "source": source, "config": .object(ConfigValue(scope: self))]
        globals["builtins"] = .object(JinjaMembers("builtins", members))
    }

    private func reference(_ call: JinjaCall) throws -> JinjaValue {
        let names = try call.positional.map { value throws -> String in
            guard let text = value.stringValue else {
                throw JinjaError(
                    .value, "ref() takes the name of a model as text, not \(value.typeName)", at: call.site)
            }
            return text
        }
        guard let name = names.last, names.count <= 2 else {
            throw JinjaError(.value, "ref() takes the name of a model, or a package and a name", at: call.site)
        }
        let version = call[keyword: "v"] ?? call[keyword: "version"]
        let target = NodeReference.Target.ref(
            package: names.count == 2 ? names[0] : nil, name: name, version: version?.text)
        return try resolve(target, call, readsAll: call[keyword: "all"]?.isTrue ?? false)
    }

    private func source(_ call: JinjaCall) throws -> JinjaValue {
        let source = try call.requiredText(0, "source")
        let table = try call.requiredText(1, "table")
        return try resolve(
            .source(source, table: table), call, readsAll: call[keyword: "all"]?.isTrue ?? false)
    }

    private func resolve(_ target: NodeReference.Target, _ call: JinjaCall, readsAll: Bool) throws -> JinjaValue {
        var reference = NodeReference(
            target,
            at: FilePosition(
                file: call.site.template, line: call.site.position.line, column: call.site.position.column),
            readsAll: readsAll)
        reference.resolved = project.index.resolve(target, from: subject.package)
        recorder.note(reference)
        guard let id = reference.resolved, let relation = relation(of: id, reading: reference) else {
            let reason = project.index.explanation(target)
            guard context.isExecuting else {
                return .object(RelationValue(schema: context.target.schema, identifier: "missing"))
            }
            throw JinjaError(
                .value, reason.message + (reason.suggestion.map { " " + $0 } ?? ""), at: call.site)
        }
        if project.models[id]?.kind == .ephemeral, context.relations[id] == nil { recorder.note(ephemeral: id) }
        return .object(relation)
    }

    private func addVariables(_ globals: inout [String: JinjaValue]) {
        globals["var"] = .object(VariableFunction(scope: self))
        globals["env_var"] = .function("env_var") { [self] call in
            let name = try call.requiredText(0, "name")
            if let value = context.environment[name] { return .string(value) }
            if let fallback = call.argument(1, "default") { return fallback }
            throw JinjaError(
                .value,
                "the environment variable \(name) is not set, or the server's settings do not allow templates to "
                    + "read it", at: call.site)
        }
    }

    /// A variable: of the run, of the package, of the project.
    func variable(_ name: String) -> JSONValue? {
        if let value = context.variables[name] { return value }
        if let value = project.settings.variables[subject.package]?.objectValue?[name] { return value }
        if subject.package != project.name, let value = project.packageVariables[subject.package]?[name] {
            return project.settings.variables[name] ?? value
        }
        return project.settings.variables[name]
    }

    private func addRun(_ globals: inout [String: JinjaValue]) {
        let target = context.target
        globals["target"] = .object(
            JinjaMembers(
                "target",
                [
                    "name": .string(target.name), "target_name": .string(target.name), "schema": .string(target.schema),
                    "type": .string(target.type), "database": target.database.map { .string($0) } ?? JinjaValue.none,
                    "dbname": target.database.map { .string($0) } ?? JinjaValue.none,
                    "threads": .int(Int64(target.threads)),
                    "profile_name": .string(project.name),
                    "project": target.database.map { .string($0) } ?? JinjaValue.none,
                    "dataset": .string(target.schema),
                ]))
        globals["execute"] = .bool(context.isExecuting)
        globals["invocation_id"] = .string(context.invocationID)
        globals["run_started_at"] = .object(InstantValue(context.runStartedAt))
        globals["is_incremental"] = .function("is_incremental") { [context] _ in .bool(context.isIncremental) }
        globals["should_full_refresh"] = .function("should_full_refresh") { [context, subject] _ in
            .bool(subject.model?.settings.fullRefresh ?? context.isFullRefresh)
        }
        globals["flags"] = .object(
            JinjaMembers(
                "flags", ["FULL_REFRESH": .bool(context.isFullRefresh), "WHICH": "run", "STORE_FAILURES": false]))
        globals["project_name"] = .string(project.name)
        globals["database"] = target.database.map { .string($0) } ?? JinjaValue.none
        globals["schema"] = .string(subject.model?.relation.schema ?? target.schema)
        globals["dbt_version"] = "1.10.0"
        globals["model"] = subject.model.map { .object(NodeValue($0, target: target)) } ?? JinjaValue.none
        globals["graph"] = .object(GraphValue(project: project, target: target))
        addInterval(&globals)
    }

    private func addInterval(_ globals: inout [String: JinjaValue]) {
        let names = ["start", "end"]
        guard let interval = context.interval else {
            for name in names {
                for ending in ["", "_ts", "_ds"] { globals[name + ending] = JinjaValue.none }
            }
            return
        }
        for (name, date) in zip(names, [interval.start, interval.end]) {
            globals[name] = .string("TIMESTAMP '\(UTCTime.text(date))'")
            globals[name + "_ts"] = .string(UTCTime.text(date))
            globals[name + "_ds"] = .string(
                CivilText.date(days: Int64((date.timeIntervalSince1970 / 86_400).rounded(.down))))
        }
    }

    private func addMessages(_ globals: inout [String: JinjaValue]) {
        globals["log"] = .function("log") { [recorder] call in
            let isShown = call.argument(1, "info")?.isTrue ?? false
            if isShown, let message = call.argument(0, "msg") { recorder.note(message: message.text) }
            return .string("")
        }
        globals["print"] = .function("print") { [recorder] call in
            if let message = call.argument(0, "msg") { recorder.note(message: message.text) }
            return .string("")
        }
        let warn = JinjaValue.function("warn") { [recorder] call in
            recorder.note(message: call.argument(0, "msg")?.text ?? "")
            return .string("")
        }
        let fail = JinjaValue.function("raise_compiler_error") { call in
            throw JinjaError(.function, call.argument(0, "msg")?.text ?? "The template gave up.", at: call.site)
        }
        globals["exceptions"] = .object(
            JinjaMembers(
                "exceptions",
                [
                    "warn": warn, "raise_compiler_error": fail, "raise_not_implemented": fail,
                    "raise_parsing_error": fail, "missing_config": fail, "raise_database_error": fail,
                ]))
        for (name, function) in Conversions.functions { globals[name] = function }
        globals["doc"] = .function("doc") { [project] call in
            let name = call.positional.last?.text ?? ""
            return .string(project.docs[name] ?? "")
        }
    }
}

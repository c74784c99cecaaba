/// Runs one template for one context.
struct LiquidRenderer<Context: LiquidContext> {
    /// How to go on after a node.
    enum Flow { case onward, nextPass, leaveLoop }

    /// The place in a loop, for `forloop`.
    struct LoopState {
        var name: String
        var index: Int
        var count: Int
    }

    let context: Context
    let template: String
    /// The result, and what knows which place it has come to.
    private var result = ""
    private var escaper: Context.Escaper
    /// While a variable is captured everything goes here, each part with its origin, to be escaped where it lands.
    private var captured: LiquidText?

    var variables: [String: LiquidValue] = [:]
    var counters: [String: Int] = [:]
    var cycles: [String: Int] = [:]
    /// Where loops have stopped, by their names.
    var stops: [String: Int] = [:]
    var loops: [LoopState] = []
    var meter = LiquidMeter()
    /// The places of variables that have been reported.
    var reported: Set<Int> = []

    init(context: Context, template: String) {
        self.context = context
        self.template = template
        escaper = context.escaper
    }

    mutating func render(_ nodes: [LiquidNode]) throws(LiquidFault) -> String {
        _ = try run(nodes)
        try LiquidFault.at(template.utf8.count) { () throws(LiquidRefusal) in try escaper.finish() }
        return result
    }

    /// Blocks are at most ``LiquidLimits/nesting`` deep, and so is this.
    mutating func run(_ nodes: [LiquidNode]) throws(LiquidFault) -> Flow {
        for node in nodes {
            try LiquidFault.at(node.byte) { () throws(LiquidRefusal) in try meter.charge(1) }
            let flow = try run(node)
            if flow != .onward { return flow }
        }
        return .onward
    }

    private mutating func run(_ node: LiquidNode) throws(LiquidFault) -> Flow {
        let byte = node.byte
        let context = context
        switch node.kind {
        case .text(let text): try write(LiquidText(text, .author), at: byte)
        case .output(let pipeline): try write(try value(of: pipeline).written, at: byte)
        case .assign(let name, let pipeline): variables[name] = try value(of: pipeline)
        case .capture(let name, let body): return try capture(name, body)
        case .branches(let branches):
            for branch in branches {
                if let condition = branch.condition, try !holds(condition) { continue }
                return try run(branch.body)
            }
        case .cases(let subject, let cases): return try runCases(subject, cases, at: byte)
        case .loop(let loop): return try run(loop, at: byte)
        case .leaveLoop: return .leaveLoop
        case .nextPass: return .nextPass
        case .increment(let name):
            let count = counters[name] ?? 0
            counters[name] = count &+ 1
            try write(LiquidText("\(count)", .author), at: byte)
        case .decrement(let name):
            let count = (counters[name] ?? 0) &- 1
            counters[name] = count
            try write(LiquidText("\(count)", .author), at: byte)
        case .cycle(let group, let key, let values):
            var name = key
            if let group { name = try value(of: group, at: byte).written.text }
            let turn = cycles[name] ?? 0
            cycles[name] = (turn + 1) % max(1, values.count)
            guard turn < values.count else { break }
            try write(try value(of: values[turn], at: byte).written, at: byte)
        case .condition(let filter, let body):
            return try runBody(body, at: byte) { text throws(LiquidRefusal) in try context.condition(filter, on: text) }
        case .incrementCondition(let body):
            return try runBody(body, at: byte) { text throws(LiquidRefusal) in try context.incrementCondition(on: text)
            }
        case .parameter(let name):
            try writeSQL(at: byte) { () throws(LiquidRefusal) in try context.parameter(name) }
        case .dateStart(let filter):
            try writeSQL(at: byte) { () throws(LiquidRefusal) in try context.dateStart(filter) }
        case .dateEnd(let filter):
            try writeSQL(at: byte) { () throws(LiquidRefusal) in try context.dateEnd(filter) }
        }
        return .onward
    }

    // MARK: Writing

    private mutating func write(_ text: LiquidText, at byte: Int) throws(LiquidFault) {
        do {
            try meter.charge(text.byteCount)
            if let length = captured?.byteCount {
                try LiquidMeter.checkSize(length + text.byteCount)
                captured?.append(text)
                return
            }
            for run in text.runs { result += try escaper.write(run.text, run.origin) }
            try LiquidMeter.checkSize(result.utf8.count)
        } catch {
            throw LiquidFault(error, at: byte)
        }
    }

    /// What a context wrote about values of users, without any body of ours.
    private mutating func writeSQL(
        at byte: Int, _ sql: () throws(LiquidRefusal) -> String
    ) throws(LiquidFault) {
        let text = try LiquidFault.at(byte, sql)
        try write(LiquidText(LiquidPlaceholders.removed(from: text), .sql), at: byte)
    }

    private mutating func capture(_ name: String, _ body: [LiquidNode]) throws(LiquidFault) -> Flow {
        let outer = captured
        captured = LiquidText()
        let flow = try run(body)
        variables[name] = .text(captured ?? LiquidText())
        captured = outer
        return flow
    }

    /// Renders a body by itself and writes what the context makes of it.
    private mutating func runBody(
        _ body: [LiquidNode], at byte: Int, _ sql: (String) throws(LiquidRefusal) -> String
    ) throws(LiquidFault) -> Flow {
        let outer = (result, escaper, captured)
        (result, escaper, captured) = ("", context.escaper, nil)
        let flow = try run(body)
        try LiquidFault.at(byte) { () throws(LiquidRefusal) in try escaper.finish() }
        let inner = result
        (result, escaper, captured) = outer
        let text = try LiquidFault.at(byte) { () throws(LiquidRefusal) in
            let text = try sql(inner)
            guard LiquidPlaceholders.all(of: text, areIn: inner) else {
                throw LiquidRefusal("The value of this filter holds characters that can't be used.")
            }
            return text
        }
        try write(LiquidText(text, .sql), at: byte)
        return flow
    }

    // MARK: Choices

    private mutating func runCases(
        _ subject: LiquidExpression, _ cases: [LiquidCase], at byte: Int
    ) throws(LiquidFault) -> Flow {
        var isFound = false
        for part in cases {
            if let values = part.values {
                var matches = false
                for value in values where !matches { matches = try isEqual(subject, value, at: byte) }
                guard matches else { continue }
                isFound = true
            } else if isFound {
                continue
            }
            let flow = try run(part.body)
            if flow != .onward { return flow }
        }
        return .onward
    }
}

extension LiquidFault {
    /// Runs `body`; what it refuses becomes an error at this place.
    static func at<Result>(
        _ byte: Int, _ body: () throws(LiquidRefusal) -> Result
    ) throws(LiquidFault) -> Result {
        do {
            return try body()
        } catch {
            throw LiquidFault(error, at: byte)
        }
    }
}

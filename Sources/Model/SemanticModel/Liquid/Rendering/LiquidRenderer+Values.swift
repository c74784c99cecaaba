extension LiquidRenderer {
    /// Expressions are at most ``LiquidLimits/expressionNesting`` deep.
    mutating func value(of expression: LiquidExpression, at byte: Int) throws(LiquidFault) -> LiquidValue {
        switch expression {
        case .literal(let value): return value
        case .empty, .blank: return .author("")
        case .variable(let variable): return try value(of: variable)
        case .range(let from, let through):
            let first = try value(of: from, at: byte).number?.floor.integer ?? 0
            let last = try value(of: through, at: byte).number?.floor.integer ?? 0
            return .range(from: first, through: last)
        }
    }

    /// No context names anything by a longer path.
    private static var longestName: Int { 8 }

    private mutating func value(of variable: LiquidVariable) throws(LiquidFault) -> LiquidValue {
        let path = try self.path(of: variable)
        guard let first = path.first else { return .null }
        if first == "forloop", !loops.isEmpty, let property = loopProperty(path.dropFirst()) { return property }
        if let own = variables[first] ?? counters[first].map({ .integer($0) }) {
            return Self.member(path.dropFirst(), of: own) ?? .null
        }
        if let value = try look(path, at: variable.byte) { return value }
        // The end of the path may be a part of a value that the context knows: `tags.size`, `rows[0].name`.
        var length = min(path.count - 1, Self.longestName)
        while length > 0 {
            if let value = try look(Array(path.prefix(length)), at: variable.byte) {
                guard let part = Self.member(path.dropFirst(length), of: value) else { break }
                return part
            }
            length -= 1
        }
        if reported.insert(variable.byte).inserted {
            context.reportUnknown(path, at: template.scalarOffset(ofByte: variable.byte))
        }
        return .null
    }

    private mutating func look(_ path: [String], at byte: Int) throws(LiquidFault) -> LiquidValue? {
        try LiquidFault.at(byte) { () throws(LiquidRefusal) in
            guard let value = try context.value(at: path) else { return nil }
            try meter.charge(value.cost)
            try LiquidMeter.checkSize(value.cost)
            return LiquidPlaceholders.removed(from: value)
        }
    }

    private mutating func path(of variable: LiquidVariable) throws(LiquidFault) -> [String] {
        if let path = variable.path { return path }
        var path: [String] = []
        for segment in variable.segments {
            switch segment {
            case .name(let name): path.append(name)
            case .key(let expression): path.append(try value(of: expression, at: variable.byte).written.text)
            }
        }
        return path
    }

    private static func member(_ path: ArraySlice<String>, of value: LiquidValue) -> LiquidValue? {
        var result = value
        for name in path {
            guard let next = result.member(name) else { return nil }
            result = next
        }
        return result
    }

    mutating func value(of pipeline: LiquidPipeline) throws(LiquidFault) -> LiquidValue {
        var result = try value(of: pipeline.source, at: pipeline.byte)
        for call in pipeline.calls {
            var arguments: [LiquidValue] = []
            for argument in call.arguments { arguments.append(try value(of: argument, at: call.byte)) }
            var options: [String: LiquidValue] = [:]
            for (name, option) in call.options { options[name] = try value(of: option, at: call.byte) }
            let input = LiquidFilterInput(value: result, arguments: arguments, options: options)
            result = try LiquidFault.at(call.byte) { () throws(LiquidRefusal) in
                try meter.charge(input.cost)
                let output = try input.filtered(by: call.filter, in: context)
                try meter.charge(output.cost)
                if case .text(let text) = output { try LiquidMeter.checkSize(text.byteCount) }
                return output
            }
        }
        return result
    }
}

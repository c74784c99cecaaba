/// Why text is not a JSON document that we take.
package struct JSONError: Error, Sendable, Hashable {
    package enum Code: String, Sendable {
        case invalid = "invalid_json", tooDeep = "too_deep", invalidUTF8 = "invalid_utf8", noMemory = "no_memory"
    }

    package var code: Code

    package init(_ code: Code) {
        self.code = code
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        switch code {
        case .invalid: "This is not valid JSON."
        case .tooDeep: "This JSON is nested too deeply."
        case .invalidUTF8: "This JSON is not valid UTF-8."
        case .noMemory: "There is not enough memory to read this JSON."
        }
    }
}

package import JSON
package import LookML

extension Diagnostic {
    /// The problem as `validate --format json` and our own API print it.
    package var json: JSONValue {
        [
            "code": .string(code), "severity": .string(severity.rawValue), "file": .string(location.file),
            "line": .int(Int64(location.line)), "column": .int(Int64(location.column)), "message": .string(message),
            "suggestion": JSONValue(suggestion),
        ]
    }
}

enum CallReader {
    static func calls(in body: [Statement], template: String) -> [JinjaCallSite] { [] }
}

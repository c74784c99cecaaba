import Landing
import Testing

@Suite struct ExactTextTests {
    @Test func `two spellings of one character are two texts`() {
        let composed = "caf\u{E9}"
        let decomposed = "cafe\u{301}"
        #expect(composed == decomposed)
        #expect(ExactText(composed) != ExactText(decomposed))
        #expect(Set([ExactText(composed), ExactText(decomposed), ExactText("caf\u{E9}")]).count == 2)
    }

    @Test func `days are counted from 1970, also before it`() {
        #expect(Timestamp(microseconds: 0).day == 0)
        #expect(Timestamp(microseconds: -1).day == -1)
        #expect(Timestamp(microseconds: 86_400_000_000).day == 1)
        #expect(Timestamp(milliseconds: 1_767_225_600_000)?.day == 20_454)
    }

    @Test func `column names of the shared fields stand in the order of the fields`() {
        #expect(EventField.library.column == "library")
        #expect(EventField.deviceModel.column == "device_model")
        #expect(EventField.dma.column == "dma")
        #expect(EventField.clickID.column == "click_id")
        #expect(EventField.currency.column == "currency")
        #expect(Set(EventField.allCases.map(\.column)).count == EventField.allCases.count)
    }
}

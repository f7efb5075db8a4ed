//! The colour of a contest's pages, and whether white text can be read on it.

use serde::Deserialize;

/// A colour as style sheets write it: `#7a1f2b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour([u8; 3]);

/// How bright a channel is, in billionths of its brightest: WCAG 2.2, "relative luminance", of each of its 256 values.
const LINEAR: [u64; 256] = [
    0,
    303_527,
    607_054,
    910_581,
    1_214_108,
    1_517_635,
    1_821_162,
    2_124_689,
    2_428_216,
    2_731_743,
    3_035_270,
    3_346_536,
    3_676_507,
    4_024_717,
    4_391_442,
    4_776_953,
    5_181_517,
    5_605_392,
    6_048_833,
    6_512_091,
    6_995_410,
    7_499_032,
    8_023_193,
    8_568_126,
    9_134_059,
    9_721_217,
    10_329_823,
    10_960_094,
    11_612_245,
    12_286_488,
    12_983_032,
    13_702_083,
    14_443_844,
    15_208_514,
    15_996_293,
    16_807_376,
    17_641_954,
    18_500_220,
    19_382_361,
    20_288_563,
    21_219_010,
    22_173_885,
    23_153_366,
    24_157_632,
    25_186_860,
    26_241_222,
    27_320_892,
    28_426_040,
    29_556_834,
    30_713_444,
    31_896_033,
    33_104_767,
    34_339_807,
    35_601_315,
    36_889_450,
    38_204_372,
    39_546_235,
    40_915_197,
    42_311_411,
    43_735_029,
    45_186_204,
    46_665_086,
    48_171_824,
    49_706_566,
    51_269_458,
    52_860_647,
    54_480_276,
    56_128_490,
    57_805_430,
    59_511_238,
    61_246_054,
    63_010_018,
    64_803_267,
    66_625_939,
    68_478_170,
    70_360_096,
    72_271_851,
    74_213_568,
    76_185_381,
    78_187_422,
    80_219_820,
    82_282_707,
    84_376_212,
    86_500_462,
    88_655_586,
    90_841_711,
    93_058_963,
    95_307_467,
    97_587_347,
    99_898_728,
    102_241_733,
    104_616_484,
    107_023_103,
    109_461_711,
    111_932_428,
    114_435_374,
    116_970_668,
    119_538_428,
    122_138_772,
    124_771_818,
    127_437_680,
    130_136_477,
    132_868_322,
    135_633_330,
    138_431_615,
    141_263_291,
    144_128_471,
    147_027_266,
    149_959_790,
    152_926_152,
    155_926_464,
    158_960_835,
    162_029_376,
    165_132_195,
    168_269_400,
    171_441_101,
    174_647_404,
    177_888_416,
    181_164_244,
    184_474_995,
    187_820_772,
    191_201_683,
    194_617_830,
    198_069_320,
    201_556_254,
    205_078_736,
    208_636_870,
    212_230_757,
    215_860_500,
    219_526_200,
    223_227_957,
    226_965_874,
    230_740_049,
    234_550_582,
    238_397_574,
    242_281_122,
    246_201_327,
    250_158_285,
    254_152_094,
    258_182_853,
    262_250_658,
    266_355_605,
    270_497_791,
    274_677_312,
    278_894_263,
    283_148_740,
    287_440_838,
    291_770_650,
    296_138_271,
    300_543_794,
    304_987_314,
    309_468_923,
    313_988_713,
    318_546_778,
    323_143_209,
    327_778_098,
    332_451_536,
    337_163_615,
    341_914_425,
    346_704_056,
    351_532_600,
    356_400_144,
    361_306_780,
    366_252_596,
    371_237_680,
    376_262_123,
    381_326_011,
    386_429_434,
    391_572_478,
    396_755_231,
    401_977_780,
    407_240_212,
    412_542_613,
    417_885_071,
    423_267_670,
    428_690_497,
    434_153_636,
    439_657_174,
    445_201_195,
    450_785_783,
    456_411_023,
    462_077_000,
    467_783_796,
    473_531_496,
    479_320_183,
    485_149_940,
    491_020_850,
    496_932_995,
    502_886_458,
    508_881_321,
    514_917_665,
    520_995_573,
    527_115_126,
    533_276_404,
    539_479_489,
    545_724_461,
    552_011_402,
    558_340_390,
    564_711_506,
    571_124_829,
    577_580_440,
    584_078_418,
    590_618_841,
    597_201_788,
    603_827_339,
    610_495_571,
    617_206_562,
    623_960_392,
    630_757_136,
    637_596_874,
    644_479_682,
    651_405_637,
    658_374_817,
    665_387_298,
    672_443_157,
    679_542_470,
    686_685_312,
    693_871_761,
    701_101_892,
    708_375_780,
    715_693_501,
    723_055_129,
    730_460_740,
    737_910_409,
    745_404_210,
    752_942_217,
    760_524_505,
    768_151_147,
    775_822_218,
    783_537_792,
    791_297_940,
    799_102_738,
    806_952_258,
    814_846_572,
    822_785_754,
    830_769_877,
    838_799_012,
    846_873_232,
    854_992_608,
    863_157_213,
    871_367_119,
    879_622_397,
    887_923_118,
    896_269_353,
    904_661_174,
    913_098_652,
    921_581_856,
    930_110_858,
    938_685_728,
    947_306_537,
    955_973_353,
    964_686_248,
    973_445_290,
    982_250_550,
    991_102_097,
    1_000_000_000,
];

impl Colour {
    /// The least contrast with white that text may have, in hundredths: WCAG 2.2, success criterion 1.4.3.
    pub const LEAST_CONTRAST: u64 = 450;

    /// The contrast with white in hundredths, rounded down: from 100 for white itself to 2100 for black (WCAG 2.2,
    /// "contrast ratio").
    pub fn contrast_with_white(self) -> u64 {
        let [red, green, blue] = self.0.map(|channel| LINEAR[usize::from(channel)]);
        let luminance = 2126 * red + 7152 * green + 722 * blue;
        105 * WHITE / (luminance + 5 * WHITE / 100)
    }

    /// The nearest colour of the same hue, of those darker by hundredths, that has enough contrast with white; itself if it
    /// has.
    #[must_use]
    pub fn dark_enough(self) -> Self {
        let darker = |hundredths: u16| {
            let scaled = self.0.map(|channel| u16::from(channel) * hundredths / 100);
            Self(scaled.map(|channel| u8::try_from(channel).unwrap_or(u8::MAX)))
        };
        let mut darkening = (0..=100).rev().map(darker);
        let found = darkening.find(|one| one.contrast_with_white() >= Self::LEAST_CONTRAST);
        found.unwrap_or(Self([0; 3]))
    }
}

/// The luminance of white, in the units of [`Colour::contrast_with_white`].
const WHITE: u64 = 10_000 * 1_000_000_000;

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || {
            format!(
                "'{text}' is not a colour: write # and six hexadecimal digits, such as \"#7a1f2b\""
            )
        };
        let digits = text.strip_prefix('#').ok_or_else(refused)?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(refused());
        }
        let value = u32::from_str_radix(digits, 16).map_err(|_| refused())?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2, "relative luminance".
    fn linear(value: u8) -> f64 {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    }

    fn colour(text: &str) -> Colour {
        text.to_owned().try_into().unwrap()
    }

    #[test]
    fn the_brightness_of_a_channel_is_that_of_wcag_to_the_last_billionth() {
        for value in 0..=u8::MAX {
            let exact = linear(value) * 1e9;
            #[expect(clippy::cast_precision_loss, reason = "it is at most 10^9")]
            let kept = LINEAR[usize::from(value)] as f64;
            assert!((exact - kept).abs() <= 0.5, "{value}: {exact}");
        }
    }

    #[test]
    fn of_every_colour_it_is_known_whether_white_text_can_be_read_on_it() {
        let channels: Vec<f64> = (0..=u8::MAX).map(linear).collect();
        for value in (0..0x100_0000_u32).step_by(7) {
            let [_, red, green, blue] = value.to_be_bytes();
            let of = |channel: u8| channels[usize::from(channel)];
            let luminance = 0.2126 * of(red) + 0.7152 * of(green) + 0.0722 * of(blue);
            let enough = 1.05 / (luminance + 0.05) >= 4.5;
            let contrast = Colour([red, green, blue]).contrast_with_white();
            assert_eq!(contrast >= Colour::LEAST_CONTRAST, enough, "{value:06x}");
        }
    }

    #[test]
    fn contrasts_are_those_that_others_give() {
        for (text, contrast) in [
            ("#ffffff", 100),
            ("#000000", 2100),
            ("#767676", 454),
            ("#777777", 447),
            ("#ff0000", 399),
            ("#0000ff", 859),
            ("#7A1F2B", 1020),
        ] {
            assert_eq!(colour(text).contrast_with_white(), contrast, "{text}");
        }
    }

    #[test]
    fn a_colour_that_is_too_bright_is_darkened_as_little_as_is_needed() {
        assert_eq!(colour("#7a1f2b").dark_enough().to_string(), "#7a1f2b");
        let red = colour("#ff0000").dark_enough();
        assert_eq!(red.to_string(), "#ed0000");
        assert!(red.contrast_with_white() >= Colour::LEAST_CONTRAST);
        let grey = colour("#ffffff").dark_enough();
        assert_eq!(grey.to_string(), "#757575");
    }
}

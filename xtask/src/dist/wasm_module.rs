//! How many bytes each function of a WebAssembly module has, and its name.
//!
//! Only what that takes of the format is read: <https://webassembly.github.io/spec/core/binary/modules.html>.

/// Section numbers.
const CUSTOM: u8 = 0;
pub(super) const IMPORT: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;
/// The part of the section `name` that names functions.
const FUNCTION_NAMES: u8 = 1;

/// The kind of import that is a function.
const FUNCTION: u8 = 0;

/// A function with its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    /// As the compiler has named it; empty without names.
    pub(super) name: String,
    /// Of code.
    pub(super) bytes: usize,
}

/// What is told of a module.
#[derive(Debug, Default)]
pub(super) struct WasmModule {
    pub(super) functions: Vec<Function>,
    /// Bytes of constants, such as texts and tables.
    pub(super) data: usize,
}

impl WasmModule {
    /// `None` for what is no module.
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let mut reader = Reader(content.strip_prefix(b"\0asm")?);
        reader.take(4)?;
        let mut module = Self::default();
        let mut imported = 0;
        let mut names = Vec::new();
        while let Some(section) = reader.byte() {
            let length = reader.number()?;
            let mut content = Reader(reader.take(length)?);
            match section {
                IMPORT => imported = imported_functions(&mut content)?,
                CODE => {
                    for _ in 0..content.number()? {
                        let bytes = content.number()?;
                        content.take(bytes)?;
                        module.functions.push(Function {
                            name: String::new(),
                            bytes,
                        });
                    }
                }
                DATA => module.data = length,
                CUSTOM if content.text()? == "name" => names = function_names(&mut content)?,
                _ => {}
            }
        }
        for (index, name) in names {
            let function = usize::checked_sub(index, imported)
                .and_then(|index| module.functions.get_mut(index));
            if let Some(function) = function {
                function.name = name;
            }
        }
        Some(module)
    }
}

fn imported_functions(section: &mut Reader<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        if section.import_kind()? == FUNCTION {
            functions += 1;
        }
    }
    Some(functions)
}

fn function_names(section: &mut Reader<'_>) -> Option<Vec<(usize, String)>> {
    while let Some(part) = section.byte() {
        let length = section.number()?;
        let mut content = Reader(section.take(length)?);
        if part == FUNCTION_NAMES {
            let count = content.number()?;
            return (0..count)
                .map(|_| Some((content.number()?, content.text()?.to_owned())))
                .collect();
        }
    }
    Some(Vec::new())
}

/// What is still to be read.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Seven bits a byte, the lowest first (LEB128).
    pub(super) fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// What kind of thing an import is; passes over its type.
    pub(super) fn import_kind(&mut self) -> Option<u8> {
        let kind = self.byte()?;
        match kind {
            FUNCTION => {
                self.number()?;
            }
            // A table: the type of its entries comes before its limits.
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            // A global: type and whether it changes.
            3 => {
                self.take(2)?;
            }
            _ => return None,
        }
        Some(kind)
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One imported function, one of four bytes called `grind`, eight bytes of data.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x07\x01\x01a\x01b\0\0\
        \x0a\x06\x01\x04\0\x01\x01\x0b\
        \x0b\x08\x01\0\x41\0\x0b\x02ab\
        \0\x0f\x04name\x01\x08\x01\x01\x05grind";

    #[test]
    fn functions_have_their_names_and_bytes_although_others_are_imported() {
        let module = WasmModule::read(MODULE).unwrap();
        let grind = Function {
            name: "grind".to_owned(),
            bytes: 4,
        };
        assert_eq!(module.functions, [grind]);
        assert_eq!(module.data, 8);
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_no_module() {
        assert!(WasmModule::read(b"<!doctype html>").is_none());
        assert!(WasmModule::read(&MODULE[..MODULE.len() - 1]).is_none());
    }
}

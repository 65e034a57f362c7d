import { useNavigate } from 'react-router';

import { api } from '../../api.ts';
import { useWords } from '../../words/words.ts';
import { UploadButton } from './upload-button.tsx';

/** Chooses a table of questions and answers; its preview opens under an address of its own. */
export function ImportButton() {
  const words = useWords().knowledge;
  const navigate = useNavigate();
  return (
    <UploadButton
      label={words.import.button}
      send={async (file) => {
        const { id } = await api.readKnowledgeTable({ files: [file] });
        await navigate(`/knowledge-imports/${id}`);
      }}
    />
  );
}
